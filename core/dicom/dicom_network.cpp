// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dicom/dicom_network.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dicom/dicom_elements.h"
#include "core/dicom/dicom_file.h"

#include <dcmtk/dcmnet/assoc.h>
#include <dcmtk/dcmnet/dimse.h>
#include <dcmtk/dcmnet/diutil.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <memory>
#include <set>
#include <utility>

namespace sonosketch {

namespace {

void check(const DicomPeer& peer)
{
    const auto title = [](const std::string& text, const char* whose) {
        const bool printable =
            std::all_of(text.begin(), text.end(), [](char letter) { return letter >= ' ' && letter <= '~' && letter != '\\'; });
        if (text.empty() || text.size() > 16 || !printable || text.find_first_not_of(' ') == std::string::npos)
            throw Error(ErrorCode::InvalidArgument, fmt::format("{} AE title has 1 to 16 letters, digits or signs of ASCII", whose), text);
    };
    title(peer.calledTitle, "The archive's");
    title(peer.callingTitle, "Our own");
    const bool name = !peer.host.empty() && peer.host.size() <= 253
        && std::all_of(peer.host.begin(), peer.host.end(), [](char letter) { return letter > ' ' && letter <= '~' && letter != '/'; });
    if (!name)
        throw Error(ErrorCode::InvalidArgument, "This is no name or address of a machine", peer.host);
    if (peer.port < 1 || peer.port > 65535)
        throw Error(ErrorCode::InvalidArgument, "A port is a number from 1 to 65535", fmt::format("{}", peer.port));
    if (peer.timeoutSeconds < 1 || peer.timeoutSeconds > 600)
        throw Error(ErrorCode::InvalidArgument, "The timeout is 1 to 600 seconds", fmt::format("{}", peer.timeoutSeconds));
}

/// The kind of object and its encoding: what is agreed upon before anything is sent.
using Context = std::pair<std::string, std::string>;

bool isUncompressed(const std::string& syntax)
{
    const DcmXfer xfer(syntax.c_str());
    return xfer.getXfer() != EXS_Unknown && !xfer.isEncapsulated() && xfer.getStreamCompression() == ESC_none;
}

/// One association: made by the constructor, released or aborted by the destructor.
class Association {
public:
    Association(const DicomPeer& peer, const std::vector<Context>& contexts);
    ~Association();
    Association(const Association&) = delete;
    Association& operator=(const Association&) = delete;

    T_ASC_Association* get() { return m_association; }
    const std::string& where() const { return m_where; }
    /// After a failure the other side cannot be asked for a friendly end.
    Error failure(const OFCondition& condition, const char* doing);

private:
    Error refusal(const OFCondition& condition) const;

    const DicomPeer& m_peer;
    std::string m_where;
    T_ASC_Network* m_network = nullptr;
    T_ASC_Parameters* m_parameters = nullptr; ///< belongs to the association once that is there
    T_ASC_Association* m_association = nullptr;
    bool m_broken = false;
};

Association::Association(const DicomPeer& peer, const std::vector<Context>& contexts)
    : m_peer(peer)
    , m_where(fmt::format("{} at {}:{}", peer.calledTitle, peer.host, peer.port))
{
    check(peer);
    dicom::prepareDcmtk();
#ifdef SIGPIPE
    // An archive that hangs up must not end the program.
    std::signal(SIGPIPE, SIG_IGN);
#endif
    dcmConnectionTimeout.set(peer.timeoutSeconds);
    OFCondition made = ASC_initializeNetwork(NET_REQUESTOR, 0, peer.timeoutSeconds, &m_network);
    if (made.good())
        made = ASC_createAssociationParameters(&m_parameters, ASC_DEFAULTMAXPDU);
    if (made.good())
        made = ASC_setAPTitles(m_parameters, peer.callingTitle.c_str(), peer.calledTitle.c_str(), nullptr);
    if (made.good())
        made = ASC_setPresentationAddresses(m_parameters, "localhost", fmt::format("{}:{}", peer.host, peer.port).c_str());
    int id = 1;
    for (const auto& [sopClass, syntax] : contexts) {
        const char* plain[] = {syntax.c_str(), UID_LittleEndianExplicitTransferSyntax, UID_LittleEndianImplicitTransferSyntax};
        if (made.good())
            made = ASC_addPresentationContext(
                m_parameters, static_cast<T_ASC_PresentationContextID>(id), sopClass.c_str(), plain, isUncompressed(syntax) ? 3 : 1);
        id += 2;
    }
    if (made.good())
        made = ASC_requestAssociation(m_network, m_parameters, &m_association, nullptr, nullptr, DUL_NOBLOCK, peer.timeoutSeconds);
    if (made.bad()) {
        const Error why = refusal(made);
        if (m_association != nullptr)
            ASC_destroyAssociation(&m_association);
        else if (m_parameters != nullptr)
            ASC_destroyAssociationParameters(&m_parameters);
        if (m_network != nullptr)
            ASC_dropNetwork(&m_network);
        throw why; // NOLINT(misc-throw-by-value-catch-by-reference): made before the association is taken down
    }
}

Association::~Association()
{
    if (m_association != nullptr) {
        if (m_broken)
            ASC_abortAssociation(m_association);
        else
            ASC_releaseAssociation(m_association);
        ASC_destroyAssociation(&m_association);
    }
    if (m_network != nullptr)
        ASC_dropNetwork(&m_network);
}

Error Association::refusal(const OFCondition& condition) const
{
    if (condition == DUL_ASSOCIATIONREJECTED) {
        T_ASC_RejectParameters rejected{};
        ASC_getRejectParameters(m_parameters, &rejected);
        switch (rejected.reason) {
        case ASC_REASON_SU_CALLEDAETITLENOTRECOGNIZED:
            return {ErrorCode::Unsupported, fmt::format("The archive refused: it is not called \"{}\"", m_peer.calledTitle), m_where,
                "Correct the archive's AE title"};
        case ASC_REASON_SU_CALLINGAETITLENOTRECOGNIZED:
            return {ErrorCode::Unsupported, fmt::format("The archive refused: it does not know us as \"{}\"", m_peer.callingTitle), m_where,
                "Have this AE title entered there, or use one it knows"};
        case ASC_REASON_SP_PRES_TEMPORARYCONGESTION:
        case ASC_REASON_SP_PRES_LOCALLIMITEXCEEDED:
            return {ErrorCode::Unsupported, "The archive refused: it is busy", m_where, "Try again later"};
        default:
            return {ErrorCode::Unsupported, "The archive refused without a reason", m_where, "Check both AE titles"};
        }
    }
    switch (condition.code()) {
    case DULC_UNKNOWNHOST:
        return {
            ErrorCode::Unreadable, fmt::format("There is no machine called {}", m_peer.host), m_where, "Check the name and the network"};
    case DULC_TCPINITERROR:
        return {ErrorCode::Unreadable, "Nobody answers there", m_where, "Check host and port, and whether the archive is running"};
    case DULC_READTIMEOUT:
        return {ErrorCode::Unreadable, fmt::format("The archive did not answer within {} s", m_peer.timeoutSeconds), m_where,
            "Check host and port, or wait longer"};
    case DULC_NETWORKCLOSED:
    case DULC_PEERABORTEDASSOCIATION:
        return {ErrorCode::Unreadable, "The connection was closed; perhaps this is no DICOM port", m_where, "Check the port"};
    default:
        return {ErrorCode::Unreadable, fmt::format("No connection ({})", condition.text()), m_where, "Check host and port"};
    }
}

Error Association::failure(const OFCondition& condition, const char* doing)
{
    m_broken = true;
    if (condition == DIMSE_NODATAAVAILABLE || condition == DUL_READTIMEOUT)
        return {ErrorCode::Unreadable, fmt::format("The archive did not answer within {} s", m_peer.timeoutSeconds), m_where, doing};
    return {ErrorCode::WriteFailed, fmt::format("The connection broke off ({})", condition.text()), m_where, doing};
}

/// A file to send: read when its turn comes, known by its head before.
struct Outgoing {
    std::filesystem::path path;
    std::string sopClass, instance, syntax;
};

std::unique_ptr<DcmFileFormat> load(const std::filesystem::path& path)
{
    const DicomLimits limits;
    dicom::checkStructure(readFile(path, limits.maxFileBytes), path.string(), limits);
    auto file = std::make_unique<DcmFileFormat>();
    if (const OFCondition read = file->loadFile(path.c_str()); read.bad())
        throw Error(ErrorCode::Unreadable, fmt::format("The DICOM file cannot be read ({})", read.text()), path.string());
    return file;
}

Outgoing describe(const std::filesystem::path& path)
{
    const auto file = load(path);
    Outgoing result{path, dicom::textOf(*file->getDataset(), DCM_SOPClassUID), dicom::textOf(*file->getDataset(), DCM_SOPInstanceUID),
        DcmXfer(file->getDataset()->getOriginalXfer()).getXferID()};
    if (result.sopClass.empty() || result.instance.empty() || result.syntax.empty())
        throw Error(ErrorCode::Unreadable, "The DICOM file does not say what it is (SOP class and instance)", path.string());
    return result;
}

void store(Association& association, const Outgoing& outgoing, const DicomPeer& peer, Uint16 message)
{
    const T_ASC_PresentationContextID context =
        ASC_findAcceptedPresentationContextID(association.get(), outgoing.sopClass.c_str(), outgoing.syntax.c_str());
    T_ASC_PresentationContext accepted{};
    const bool agreed = context != 0 && ASC_findAcceptedPresentationContext(association.get()->params, context, &accepted).good();
    const bool same = agreed && outgoing.syntax == accepted.acceptedTransferSyntax;
    if (!agreed || (!same && !(isUncompressed(outgoing.syntax) && isUncompressed(accepted.acceptedTransferSyntax)))) {
        const char* name = dcmFindNameOfUID(outgoing.sopClass.c_str());
        throw Error(ErrorCode::Unsupported,
            fmt::format("The archive takes no {} as {}", name != nullptr ? name : outgoing.sopClass.c_str(),
                DcmXfer(outgoing.syntax.c_str()).getXferName()),
            fmt::format("{}, {}", outgoing.path.string(), association.where()),
            "Export another kind, or ask the archive's keeper to allow this one");
    }
    const auto file = load(outgoing.path);
    DcmDataset* data = file->getDataset();
    data->loadAllDataIntoMemory();
    if (!same && data->chooseRepresentation(DcmXfer(accepted.acceptedTransferSyntax).getXfer(), nullptr).bad())
        throw Error(ErrorCode::Unsupported, "The file cannot be encoded as the archive wants it", outgoing.path.string());

    T_DIMSE_C_StoreRQ request{};
    T_DIMSE_C_StoreRSP response{};
    request.MessageID = message;
    OFStandard::strlcpy(request.AffectedSOPClassUID, outgoing.sopClass.c_str(), sizeof(request.AffectedSOPClassUID));
    OFStandard::strlcpy(request.AffectedSOPInstanceUID, outgoing.instance.c_str(), sizeof(request.AffectedSOPInstanceUID));
    request.DataSetType = DIMSE_DATASET_PRESENT;
    request.Priority = DIMSE_PRIORITY_MEDIUM;
    DcmDataset* detail = nullptr;
    const OFCondition sent = DIMSE_storeUser(
        association.get(), context, &request, nullptr, data, nullptr, nullptr, DIMSE_NONBLOCKING, peer.timeoutSeconds, &response, &detail);
    const std::unique_ptr<DcmDataset> kept(detail);
    if (sent.bad())
        throw association.failure(sent, "Send it again");
    // Warnings (Bxxx) mean that it was stored.
    if (response.DimseStatus != STATUS_Success && (response.DimseStatus & 0xf000) != 0xb000)
        throw Error(ErrorCode::WriteFailed,
            fmt::format("The archive did not take the file (status {:04X}H, {})", response.DimseStatus,
                DU_cstoreStatusString(response.DimseStatus)),
            fmt::format("{}, {}", outgoing.path.string(), association.where()));
}

} // namespace

DicomPeer parsePeer(const std::string& hostAndPort)
{
    DicomPeer peer;
    const auto colon = hostAndPort.rfind(':');
    const char* end = hostAndPort.data() + hostAndPort.size();
    if (colon == std::string::npos || colon == 0)
        throw Error(ErrorCode::Usage, "An archive is named HOST:PORT", hostAndPort);
    const auto [rest, problem] = std::from_chars(hostAndPort.data() + colon + 1, end, peer.port);
    if (problem != std::errc() || rest != end || peer.port < 1 || peer.port > 65535)
        throw Error(ErrorCode::Usage, "An archive is named HOST:PORT, with a port from 1 to 65535", hostAndPort);
    peer.host = hostAndPort.substr(0, colon);
    return peer;
}

void echoDicom(const DicomPeer& peer)
{
    Association association(peer, {{UID_VerificationSOPClass, UID_LittleEndianImplicitTransferSyntax}});
    if (ASC_findAcceptedPresentationContextID(association.get(), UID_VerificationSOPClass) == 0)
        throw Error(ErrorCode::Unsupported, "The archive is there, but does not answer tests (C-ECHO)", association.where());
    DIC_US status = 0;
    DcmDataset* detail = nullptr;
    const OFCondition answered = DIMSE_echoUser(association.get(), 1, DIMSE_NONBLOCKING, peer.timeoutSeconds, &status, &detail);
    delete detail;
    if (answered.bad())
        throw association.failure(answered, "Test it again");
    if (status != STATUS_Success)
        throw Error(ErrorCode::Unsupported, fmt::format("The archive answered the test with status {:04X}H", status), association.where());
}

void sendDicom(
    const DicomPeer& peer, const std::vector<std::filesystem::path>& files, const CancelToken& cancel, const DicomProgress& progress)
{
    check(peer);
    dicom::prepareDcmtk();
    if (files.empty())
        throw Error(ErrorCode::InvalidArgument, "There is nothing to send", peer.host);
    std::vector<Outgoing> outgoing;
    std::set<Context> contexts;
    for (const auto& path : files) {
        outgoing.push_back(describe(path));
        contexts.insert({outgoing.back().sopClass, outgoing.back().syntax});
    }
    if (contexts.size() > 128)
        throw Error(ErrorCode::TooLarge, "More than 128 kinds of files at once", peer.host, "Send them in parts");
    Association association(peer, {contexts.begin(), contexts.end()});
    for (std::size_t done = 0; done < outgoing.size(); ++done) {
        if (cancel.isCancelled())
            throw Error(ErrorCode::Cancelled, "Cancelled");
        if (progress)
            progress(done, outgoing.size());
        try {
            store(association, outgoing[done], peer, static_cast<Uint16>(done % 65535 + 1));
        } catch (const Error& error) {
            if (done == 0)
                throw;
            throw Error(error.code(), error.problem(), error.where(),
                fmt::format(
                    "{}{}{} of {} files had been taken before", error.hint(), error.hint().empty() ? "" : ". ", done, outgoing.size()));
        }
    }
    if (progress)
        progress(outgoing.size(), outgoing.size());
}

} // namespace sonosketch
