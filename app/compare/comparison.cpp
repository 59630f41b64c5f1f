// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/compare/comparison.h"

#include "app/session/live_controller.h"
#include "core/base/error.h"
#include "core/io/synthetic_image.h"
#include "core/metrics/image_metrics.h"

#include <opencv2/imgproc.hpp>

#include <utility>

namespace sonosketch {

namespace {
using Kind = CompareSource::Kind;
}

Comparison::Comparison(
    EditorSession& session, LiveController& live, NodePictures& pictures, PictureService& service, ModelCatalogue& models, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_live(live)
    , m_pictures(pictures)
    , m_service(service)
    , m_models(models)
{
    m_pool.setMaxThreadCount(1);
    m_sides[1].source.kind = Kind::Scan;
    connect(&live, &LiveController::pictureChanged, this, [this] {
        if (m_live.isPreview())
            return; // what is measured is exact: the picture before it stays until the exact one is there
        for (int i = 0; i < 2; ++i)
            if (m_active && side(i).source.kind == Kind::Present)
                fetch(i);
    });
    connect(&session, &EditorSession::historyChanged, this, &Comparison::follow);
    connect(&session, &EditorSession::caseOpened, this, [this] {
        for (Side& each : m_sides)
            if (each.source.kind == Kind::Node)
                each.source = {}; // its step is gone with its case
        if (m_active)
            for (int i = 0; i < 2; ++i)
                fetch(i);
    });
    connect(&service, &PictureService::finished, this,
        [this](PictureService::Ticket ticket, const cv::Mat& picture, const GeneratorInfo& info) {
            for (int i = 0; i < 2; ++i) {
                Side& each = m_sides[static_cast<std::size_t>(i)];
                if (each.ticket != ticket)
                    continue;
                each.ticket = 0;
                if (each.source.kind == Kind::Node)
                    m_pictures.keep(each.source.node, {info.name, info.hash}, picture);
                place(i, picture);
            }
        });
    connect(&service, &PictureService::failed, this, [this](PictureService::Ticket ticket, const QString& reason) {
        for (int i = 0; i < 2; ++i)
            if (side(i).ticket == ticket)
                fail(i, reason);
    });
}

Comparison::~Comparison()
{
    for (const Side& each : m_sides)
        if (each.ticket != 0)
            m_service.cancel(each.ticket);
    m_pool.clear();
    m_pool.waitForDone();
}

void Comparison::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    for (int i = 0; i < 2; ++i) {
        Side& each = m_sides[static_cast<std::size_t>(i)];
        if (active)
            fetch(i);
        else if (const auto ticket = std::exchange(each.ticket, 0); ticket != 0)
            m_service.cancel(ticket);
    }
}

void Comparison::setSource(int index, const CompareSource& source)
{
    m_sides.at(static_cast<std::size_t>(index)).source = source;
    if (m_active)
        fetch(index);
}

void Comparison::swap()
{
    std::swap(m_sides[0], m_sides[1]);
    Q_EMIT changed();
    measure();
}

void Comparison::setThreshold(int threshold)
{
    if (threshold == m_threshold)
        return;
    m_threshold = threshold;
    measure();
}

QString Comparison::describeSource(const CompareSource& source) const
{
    const auto named = [this](const std::string& hash, const std::string& name) {
        const auto* entry = m_models.find(hash);
        return QString::fromStdString(entry ? entry->name : name.empty() ? "?" : name);
    };
    const auto& info = m_live.info();
    switch (source.kind) {
    case Kind::Present:
        return tr("Present picture \u2013 synthesised by %1").arg(info ? QString::fromStdString(info->name) : tr("no model"));
    case Kind::Scan:
        return tr("Real scan \u2013 %1").arg(QString::fromStdString(m_session.value().provenance.title));
    case Kind::OtherModel:
        return tr("Present condition \u2013 synthesised by %1").arg(named(source.model, {}));
    case Kind::Node:
        break;
    }
    const HistoryTree& history = m_session.history();
    if (!history.contains(source.node))
        return tr("A step that was deleted");
    const HistoryTree::Node& node = history.node(source.node);
    const QString what = source.node == 0 ? tr("case opened") : QString::fromStdString(node.name.empty() ? node.delta.text : node.name);
    const ProjectModel model = m_pictures.model(source.node);
    const bool known = m_models.find(model.hash) || m_pictures.hasPicture(source.node);
    const std::string by = known ? model.name : info ? info->name : std::string("?");
    return tr("Step %1, %2 \u2013 synthesised by %3").arg(source.node).arg(what, QString::fromStdString(by));
}

void Comparison::fetch(int index)
{
    Side& each = m_sides[static_cast<std::size_t>(index)];
    if (each.ticket != 0)
        m_service.cancel(std::exchange(each.ticket, 0));
    each.problem.clear();
    each.synthetic = each.source.kind != Kind::Scan;
    each.title = describeSource(each.source);
    const auto model = m_live.info() ? m_live.info()->hash : std::string();
    switch (each.source.kind) {
    case Kind::Present:
        if (m_live.isPreview())
            return fail(index, tr("Waiting for the exact picture"));
        return m_live.picture().empty() ? fail(index, tr("There is no picture yet")) : place(index, m_live.picture());
    case Kind::Scan:
        return m_session.value().source.empty() ? fail(index, tr("This case has no scan")) : place(index, m_session.value().source.clone());
    case Kind::Node:
        if (!m_session.history().contains(each.source.node))
            return fail(index, tr("This step was deleted"));
        if (const cv::Mat held = m_pictures.picture(each.source.node); !held.empty())
            return place(index, held);
        if (m_session.document().isBeingWritten())
            return fail(index, tr("Waiting for the end of the stroke"));
        if (const auto own = m_pictures.model(each.source.node); m_models.find(own.hash))
            return render(index, m_pictures.caseAt(each.source.node), own.hash);
        return render(index, m_pictures.caseAt(each.source.node), model);
    case Kind::OtherModel:
        if (m_session.document().isBeingWritten())
            return fail(index, tr("Waiting for the end of the stroke"));
        return render(index, m_session.value().clone(), each.source.model);
    }
}

void Comparison::render(int index, Case value, const std::string& hash)
{
    const auto* entry = m_models.find(hash);
    if (!entry)
        return fail(index, tr("The model is not known here"));
    Side& each = m_sides[static_cast<std::size_t>(index)];
    each.picture.release();
    each.ticket = m_service.request(std::move(value), hash, entry->factory);
    Q_EMIT changed();
    measure();
}

void Comparison::place(int index, const cv::Mat& picture)
{
    Side& each = m_sides[static_cast<std::size_t>(index)];
    each.picture = picture;
    if (picture.size() != cv::Size(canvasSize, canvasSize))
        cv::resize(picture, each.picture, {canvasSize, canvasSize}, 0, 0, cv::INTER_LINEAR);
    Q_EMIT changed();
    measure();
}

void Comparison::fail(int index, const QString& problem)
{
    Side& each = m_sides[static_cast<std::size_t>(index)];
    each.ticket = 0;
    each.picture.release();
    each.problem = problem;
    Q_EMIT changed();
    measure();
}

void Comparison::follow()
{
    if (!m_active)
        return;
    for (int i = 0; i < 2; ++i) {
        const Side& each = side(i);
        const bool gone = each.source.kind == Kind::Node && !m_session.history().contains(each.source.node);
        const bool waits = each.source.kind == Kind::Node && each.picture.empty() && each.ticket == 0;
        if (gone || waits || each.source.kind == Kind::OtherModel)
            fetch(i);
    }
}

QImage Comparison::marked(int index) const
{
    const Side& each = side(index);
    if (each.picture.empty())
        return {};
    return toImage(each.synthetic ? withSyntheticMark(each.picture, {}) : each.picture);
}

void Comparison::measure()
{
    m_facts.reset();
    const std::uint64_t number = ++m_measuring;
    Q_EMIT factsChanged();
    if (m_sides[0].picture.empty() || m_sides[1].picture.empty())
        return;
    m_pool.clear(); // a measurement that has not begun is of pictures that are gone
    m_pool.start([this, number, a = m_sides[0].picture, b = m_sides[1].picture, threshold = m_threshold] {
        CompareFacts facts;
        facts.psnr = psnr(a, b);
        facts.ssim = ssim(a, b);
        facts.changed = changedArea(a, b, threshold);
        facts.scale = differenceScale(a, b);
        facts.map = differenceMap(a, b, facts.scale);
        QMetaObject::invokeMethod(
            this,
            [this, number, facts = std::move(facts)] {
                if (number != m_measuring)
                    return;
                m_facts = facts;
                Q_EMIT factsChanged();
            },
            Qt::QueuedConnection);
    });
}

} // namespace sonosketch
