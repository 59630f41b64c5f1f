// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/cancel.h"
#include "core/base/error.h"

#include <QtTest>

using namespace sonosketch;

class TestError : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sentenceHoldsWhatWhereAndHint()
    {
        const Error full(ErrorCode::NotFound, "No such case", "/a/b", "Choose another");
        QCOMPARE(std::string(full.what()), std::string("No such case: /a/b. Choose another"));
        QCOMPARE(full.code(), ErrorCode::NotFound);
        QCOMPARE(full.problem(), std::string("No such case"));
        QCOMPARE(full.where(), std::string("/a/b"));
        QCOMPARE(full.hint(), std::string("Choose another"));
    }
    void emptyPartsLeaveNoPunctuation()
    {
        QCOMPARE(std::string(Error(ErrorCode::Device, "No GPU").what()), std::string("No GPU"));
        QCOMPARE(std::string(Error(ErrorCode::Device, "No GPU", "cuda:0").what()), std::string("No GPU: cuda:0"));
        QCOMPARE(std::string(Error(ErrorCode::Device, "No GPU", "", "Use the CPU").what()), std::string("No GPU. Use the CPU"));
    }
    void aMessageStaysOnOneLine()
    {
        const Error error(ErrorCode::Corrupt, "saw 'n\n'", "/a\r/b", "Tab\there");
        QCOMPARE(std::string(error.what()), std::string("saw 'n ': /a /b. Tab here"));
        QCOMPARE(error.problem(), std::string("saw 'n '"));
        QCOMPARE(error.where(), std::string("/a /b"));
    }
    void copiesOfACancelTokenShareTheFlag()
    {
        const CancelToken token;
        const CancelToken copy = token;
        const CancelToken other;
        QVERIFY(!copy.isCancelled());
        token.cancel();
        QVERIFY(copy.isCancelled());
        QVERIFY(!other.isCancelled());
    }
};

QTEST_GUILESS_MAIN(TestError)
#include "test_error.moc"
