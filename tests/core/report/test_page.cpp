// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/page.h"

#include <QtTest>

#include <limits>

using namespace sonosketch;

class TestPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textAndNumbers()
    {
        QCOMPARE(report::escape("<a href='x'>&\""), std::string("&lt;a href=&#39;x&#39;&gt;&amp;&quot;"));
        QCOMPARE(report::number(1.256, 2), std::string("1.26"));
        QCOMPARE(report::number(-1.25, 1),
            std::string("\xe2\x88\x92"
                        "1.2")); // a minus, not a hyphen
        QCOMPARE(report::number(-0.001, 2), std::string("0.00"));
        const std::string dash = "\xe2\x80\x93";
        QCOMPARE(report::number({}, 2), dash);
        QCOMPARE(report::number(std::numeric_limits<double>::quiet_NaN(), 2), dash);
        QCOMPARE(report::number(std::numeric_limits<double>::infinity(), 2), dash);
        QCOMPARE(report::shortened("abc", 3), std::string("abc"));
        QCOMPARE(report::shortened("\xc3\xa4\xc3\xb6\xc3\xbc", 2), std::string("\xc3\xa4\xc3\xb6\xe2\x80\xa6"));
    }
    void coloursRepeat()
    {
        for (std::size_t i = 0; i < 8; ++i) {
            QCOMPARE(std::string(report::color(i)), std::string(report::color(i + 8)));
            for (std::size_t other = 0; other < i; ++other)
                QVERIFY(std::string(report::color(i)) != report::color(other));
            QVERIFY(std::string(report::color(i)) != report::ink);
        }
    }
    void aPageStandsAlone()
    {
        const std::string page =
            report::page("A <title>", "<b>Notice</b>", "<main>body</main>" + report::openSvg(10, 20, "a \"b\"") + "</svg>");
        QVERIFY(page.starts_with("<!DOCTYPE html>") && page.find("<title>A &lt;title&gt;</title>") != std::string::npos);
        QVERIFY(page.find("<div class=\"notice\"><b>Notice</b></div>\n<main>body</main>") != std::string::npos);
        QVERIFY(page.find("viewBox=\"0 0 10 20\" role=\"img\" aria-label=\"a &quot;b&quot;\"") != std::string::npos);
        for (const char* outside : {"<script", "http:", "https:", "src=", "href=", "url(", "@import"})
            QVERIFY2(page.find(outside) == std::string::npos, outside);
    }
};

QTEST_GUILESS_MAIN(TestPage)
#include "test_page.moc"
