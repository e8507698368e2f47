#include "harness/brokers/activemq_files.hpp"

#include <algorithm>
#include <set>
#include <sstream>

namespace breakwire::harness {
namespace {

using scenarios::Access;

constexpr const char* rules_begin = "<!-- rules -->\n";
constexpr const char* rules_end = "<!-- end of rules -->\n";
/// Who is in no group, so that an entry is closed to everybody.
constexpr const char* nobody = "nobody";
/// A group that every user and every client without a name is in.
constexpr const char* everybody = "everybody";

std::string xml_text(const std::string& text) {
    std::string out;
    for (const char letter : text) {
        switch (letter) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += letter;
        }
    }
    return out;
}

/// The groups that the rules of one destination give a right.
std::string groups(const std::set<std::string>& members) {
    std::string list;
    for (const std::string& member : members) list += (list.empty() ? "" : ",") + member;
    return xml_text(list.empty() ? nobody : list);
}

/// Who may do what with one destination. Destinations come to be when somebody first uses them,
/// which takes the right called admin.
struct Rights {
    std::set<std::string> readers;
    std::set<std::string> writers;

    std::string entry(const std::string& destination) const {
        std::set<std::string> all = readers;
        all.insert(writers.begin(), writers.end());
        return "<authorizationEntry topic=\"" + xml_text(destination) + "\" read=\"" +
               groups(readers) + "\" write=\"" + groups(writers) + "\" admin=\"" + groups(all) +
               "\"/>\n";
    }
};

std::string rules(const std::vector<scenarios::AclRule>& acl) {
    if (acl.empty()) return "";
    std::map<std::string, Rights> by_destination;
    for (const scenarios::AclRule& rule : acl) {
        for (const TopicFilter& filter : rule.topics) {
            Rights& rights = by_destination[activemq_destination(filter)];
            const std::string who = rule.user.value_or(everybody);
            if (rule.may == Access::read || rule.may == Access::both) rights.readers.insert(who);
            if (rule.may == Access::write || rule.may == Access::both) rights.writers.insert(who);
        }
    }
    std::string entries;
    if (!by_destination.contains(">")) entries += Rights{}.entry(">");
    for (const auto& [destination, rights] : by_destination) entries += rights.entry(destination);
    return "<authorizationPlugin><map><authorizationMap><authorizationEntries>\n" + entries +
           "</authorizationEntries></authorizationMap></map></authorizationPlugin>\n";
}

std::string accounts(const std::map<std::string, std::string>& users) {
    std::ostringstream out;
    out << "<simpleAuthenticationPlugin anonymousAccessAllowed=\""
        << (users.empty() ? "true" : "false") << "\" anonymousGroup=\"" << everybody
        << "\"><users>\n";
    for (const auto& [user, password] : users) {
        out << "<authenticationUser username=\"" << xml_text(user) << "\" password=\""
            << xml_text(password) << "\" groups=\"" << xml_text(user) << ',' << everybody
            << "\"/>\n";
    }
    out << "</users></simpleAuthenticationPlugin>\n";
    return out.str();
}

std::string keys() {
    return std::string("<sslContext><sslContext keyStore=\"") + activemq_names::key_store +
           "\" keyStoreType=\"PKCS12\" keyStorePassword=\"" + activemq_names::store_password +
           "\" trustStore=\"" + activemq_names::trust_store +
           "\" trustStoreType=\"JKS\" trustStorePassword=\"" + activemq_names::store_password +
           "\"/></sslContext>\n";
}

std::string tls_connector(const scenarios::BrokerTls& tls, const TlsSite& site) {
    const bool newest_only = tls.at_least == sim::TlsVersion::v1_3;
    return "<transportConnector name=\"mqtts\" uri=\"mqtt+nio+ssl://" + site.listen.text() +
           "?transport.enabledProtocols=TLSv1.3" + (newest_only ? "" : ",TLSv1.2") +
           (tls.require_certificate ? "&amp;needClientAuth=true" : "") + "\"/>\n";
}

}  // namespace

std::string activemq_config(const scenarios::BrokerSection& section, const LaunchSite& site) {
    const bool tls = section.tls && site.tls;
    std::ostringstream out;
    out << R"(<beans xmlns="http://www.springframework.org/schema/beans"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.springframework.org/schema/beans
        http://www.springframework.org/schema/beans/spring-beans.xsd
        http://activemq.apache.org/schema/core
        http://activemq.apache.org/schema/core/activemq-core.xsd">
)"
        << "<broker xmlns=\"http://activemq.apache.org/schema/core\" brokerName=\"breakwire\" "
           "dataDirectory=\"data\" useJmx=\"false\" "
           // It would tell whoever subscribes to # of its own affairs.
           "advisorySupport=\"false\" persistent=\""
        << (section.persistence.enabled ? "true" : "false") << "\">\n<plugins>\n"
        << accounts(section.users) << rules_begin << rules(section.acl) << rules_end
        << "</plugins>\n"
        << (tls ? keys() : "") << "<transportConnectors>\n"
        << "<transportConnector name=\"mqtt\" uri=\"mqtt+nio://"
        << plain_listener(section, site.listen).text() << "\"/>\n"
        << (tls ? tls_connector(*section.tls, *site.tls) : "")
        << "</transportConnectors>\n</broker>\n</beans>\n";
    return out.str();
}

std::string with_activemq_acl(const std::string& config,
                              const std::vector<scenarios::AclRule>& acl) {
    const std::size_t begin = config.find(rules_begin) + std::string(rules_begin).size();
    const std::size_t end = config.find(rules_end);
    return config.substr(0, begin) + rules(acl) + config.substr(end);
}

std::string activemq_logging() {
    return "log4j.rootLogger=INFO, console\n"
           "log4j.appender.console=org.apache.log4j.ConsoleAppender\n"
           "log4j.appender.console.layout=org.apache.log4j.PatternLayout\n"
           "log4j.appender.console.layout.ConversionPattern=%-5p %c{1} %m%n\n";
}

std::string activemq_destination(const TopicFilter& filter) {
    std::string out = filter.text();
    std::transform(out.begin(), out.end(), out.begin(), [](char letter) {
        switch (letter) {
            case '/':
                return '.';
            case '.':
                return '/';
            case '+':
                return '*';
            case '#':
                return '>';
            default:
                return letter;
        }
    });
    return out;
}

}  // namespace breakwire::harness
