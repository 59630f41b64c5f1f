// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/synthetic_xmp.h"

#include "core/document/json_fields.h"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <sstream>

namespace sonosketch {

namespace {
constexpr const char* algorithmicMedia = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
constexpr const char* ownNamespace = "urn:sonosketch:synthetic:1";
/// Of one text in the packet; all of them together stay far below a JPEG segment's 65,502 bytes, even escaped.
constexpr std::size_t maxTextBytes = 1000;

void addText(pugi::xml_node parent, const char* name, const std::string& text)
{
    if (!text.empty())
        parent.append_child(name).text().set(plainUtf8(text, maxTextBytes).c_str());
}
} // namespace

std::string plainUtf8(const std::string& text, std::size_t maxBytes)
{
    // Through JSON's writer once: what is no UTF-8 is replaced there.
    std::string clean = nlohmann::json::parse(json_fields::dump(text, -1)).get<std::string>();
    for (std::size_t i = 0; i < clean.size(); ++i) {
        const auto byte = static_cast<unsigned char>(clean[i]);
        if (byte < 0x20 || byte == 0x7f)
            clean[i] = ' ';
        // U+FFFE and U+FFFF are UTF-8, but no characters of XML.
        if (byte == 0xef && i + 2 < clean.size() && clean[i + 1] == '\xbf' && (clean[i + 2] == '\xbe' || clean[i + 2] == '\xbf'))
            clean.replace(i, 3, "   ");
    }
    if (clean.size() > maxBytes) {
        std::size_t end = maxBytes;
        while (end > 0 && (static_cast<unsigned char>(clean[end]) & 0xc0) == 0x80)
            --end;
        clean.resize(end);
    }
    return clean;
}

std::string seedOf(const SyntheticRecord& record)
{
    const nlohmann::json origin = nlohmann::json::parse(record.origin, nullptr, false);
    if (!origin.is_object() || !origin.contains("seed"))
        return {};
    const nlohmann::json& seed = origin["seed"];
    return seed.is_string() ? seed.get<std::string>() : seed.is_number_integer() ? seed.dump() : std::string();
}

std::string syntheticXmp(const SyntheticRecord& record)
{
    pugi::xml_document document;
    document.append_child(pugi::node_pi).set_name("xpacket");
    document.first_child().set_value("begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"");
    pugi::xml_node meta = document.append_child("x:xmpmeta");
    meta.append_attribute("xmlns:x") = "adobe:ns:meta/";
    pugi::xml_node rdf = meta.append_child("rdf:RDF");
    rdf.append_attribute("xmlns:rdf") = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    pugi::xml_node about = rdf.append_child("rdf:Description");
    about.append_attribute("rdf:about") = "";
    about.append_attribute("xmlns:dc") = "http://purl.org/dc/elements/1.1/";
    about.append_attribute("xmlns:xmp") = "http://ns.adobe.com/xap/1.0/";
    about.append_attribute("xmlns:Iptc4xmpExt") = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
    about.append_attribute("xmlns:sonosketch") = ownNamespace;

    pugi::xml_node description = about.append_child("dc:description").append_child("rdf:Alt").append_child("rdf:li");
    description.append_attribute("xml:lang") = "x-default";
    description.text().set(
        plainUtf8(fmt::format("Synthetic ultrasound image, not for diagnosis. Case \"{}\"", record.caseTitle), maxTextBytes).c_str());
    addText(about, "xmp:CreatorTool", "SonoSketch");
    addText(about, "Iptc4xmpExt:DigitalSourceType", algorithmicMedia);
    addText(about, "sonosketch:Model", record.model);
    addText(about, "sonosketch:ModelHash", record.modelHash);
    addText(about, "sonosketch:ConditionHash", record.conditionHash);
    addText(about, "sonosketch:Seed", seedOf(record));
    pugi::xml_node end = document.append_child(pugi::node_pi);
    end.set_name("xpacket");
    end.set_value("end=\"r\"");
    std::ostringstream out;
    document.save(out, " ", pugi::format_indent | pugi::format_no_declaration, pugi::encoding_utf8);
    return out.str();
}

} // namespace sonosketch
