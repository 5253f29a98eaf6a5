// `demarche alerts …`: who is told of what. Doors: add_alerts, deliver_options.
#include "alerts/alerts.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "base/files.h"
#include "cli/alert_choice.h"
#include "cli/ask.h"
#include "cli/network_choice.h"
#include "record/watched_json.h"

namespace demarche {
namespace {

constexpr std::uint64_t kLargestPassword = 4096;
constexpr std::size_t kPage = 500;

struct Options {
  RecordChoice record;
  NetworkChoice network;
  RowOptions rows;
  std::string name, rename, webhook, ntfy, secret, digest, command;
  std::vector<std::string> words, mail, arguments, names;
  std::int64_t max_age = -1;
  int days = 30;
  std::optional<bool> paused, changes;
  bool shows_secret = false, of_all = false;
};

/// The options laid over a wish; kUsage where they contradict each other.
Result<AlertWish> wished(const Options& o, AlertWish w, bool is_new) {
  const int channels = int{!o.webhook.empty()} + int{!o.ntfy.empty()} + int{!o.mail.empty()} + int{!o.command.empty()};
  if (channels > 1 || (is_new && channels == 0)) return Error{ErrorKind::kUsage, {}, "an alert has one receiver: --webhook, --mail, --ntfy or --command", {}};
  const auto take = [&](AlertChannel channel, std::vector<std::string> target) {
    if (w.channel != channel) w.secret.clear();
    w.channel = channel, w.target = std::move(target);
  };
  if (!o.webhook.empty()) take(AlertChannel::kWebhook, {o.webhook});
  if (!o.ntfy.empty()) take(AlertChannel::kNtfy, {o.ntfy});
  if (!o.mail.empty()) take(AlertChannel::kMail, o.mail);
  if (!o.command.empty()) {
    std::vector<std::string> program = {o.command};
    program.insert(program.end(), o.arguments.begin(), o.arguments.end());
    take(AlertChannel::kCommand, std::move(program));
  }
  if (!o.secret.empty()) w.secret = o.secret;
  if (!o.words.empty()) w.query = query_text(o.words);
  if (!o.digest.empty()) w.digest = digest_of(o.digest == "none" ? "" : o.digest).value_or(Digest::kNone);
  if (o.max_age >= 0) w.max_age = o.max_age;
  if (o.changes) w.tells_changes = *o.changes;
  if (o.paused) w.is_paused = *o.paused;
  return w;
}

std::string receiver_of(const AlertWish& w) {
  std::string out(name_of(w.channel));
  for (const std::string& t : w.target) out += " " + t;
  return out;
}

int add(const Options& o) {
  AlertWish wants;
  wants.name = o.name;
  const auto w = wished(o, wants, true);
  if (!w) return failed_with(w.error());
  auto record = open_record(o.record, Access::kCreate, "demarche alerts");
  if (!record) return failed_with(record.error());
  const auto added = add_alert(*record, *w, now());
  if (!added) return failed_with(added.error());
  std::printf("%s: %s\n", added->wants.name.c_str(), receiver_of(added->wants).c_str());
  if (w->secret.empty() && !added->wants.secret.empty()) std::printf("secret of its signatures: %s\n", added->wants.secret.c_str());
  return 0;
}

int set(const Options& o) {
  auto record = open_record(o.record, Access::kWrite, "demarche alerts");
  if (!record) return failed_with(record.error());
  const auto there = alert(*record, o.name);
  if (!there) return failed_with(there.error());
  auto w = wished(o, there->wants, false);
  if (!w) return failed_with(w.error());
  if (!o.rename.empty()) w->name = o.rename;
  const auto changed = change_alert(*record, o.name, *w, now());
  return changed ? 0 : failed_with(changed.error());
}

int remove(const Options& o) {
  auto record = open_record(o.record, Access::kWrite, "demarche alerts");
  if (!record) return failed_with(record.error());
  for (const std::string& name : o.names) {
    if (const Status gone = remove_alert(*record, name); !gone) return failed_with(gone.error());
  }
  return 0;
}

const std::vector<Column>& alert_columns() {
  static const std::vector<Column> columns = {{"name", "NAME"}, {"query", "QUERY", false, true}, {"channel", ""}, {"target", "TO", false, true}, {"digest", "DIGEST"}, {"changes", ""},
                                              {"max_age", ""}, {"paused", "PAUSED"}, {"matches", "FOUND", true}, {"waiting", "WAITING", true}, {"failed", "FAILED", true}, {"note", "NOTE", false, true}};
  return columns;
}

std::vector<std::string> alert_cells(const Alert& a) {
  return {a.wants.name, a.wants.query, std::string(name_of(a.wants.channel)), receiver_of(a.wants), std::string(name_of(a.wants.digest)), a.wants.tells_changes ? "1" : "0",
          std::to_string(a.wants.max_age), a.wants.is_paused ? "yes" : "", std::to_string(a.matches), std::to_string(a.waiting), std::to_string(a.failed), a.note};
}

int list(const Options& o) {
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return failed_with(record.error());
  const auto all = alerts(*record);
  if (!all) return failed_with(all.error());
  if (o.shows_secret) {
    for (const Alert& a : *all) std::printf("%s\t%s\n", a.wants.name.c_str(), a.wants.secret.c_str());
    return 0;
  }
  return list_rows(o.rows, alert_columns(), *all, alert_cells, "alerts");
}

int show_preview(const Options& o) {
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return failed_with(record.error());
  AlertWish wants;
  if (!o.name.empty()) {
    const auto there = alert(*record, o.name);
    if (!there) return failed_with(there.error());
    wants = there->wants;
  }
  if (!o.words.empty()) wants.query = query_text(o.words);
  if (!o.digest.empty()) wants.digest = digest_of(o.digest == "none" ? "" : o.digest).value_or(Digest::kNone);
  RowWriter writer;
  if (const Status opened = writer.open(o.rows, event_columns()); !opened) return failed_with(opened.error());
  const auto found = preview(*record, wants, now(), o.days, std::min<std::size_t>(writer.limit(), 100'000));
  if (!found) return failed_with(found.error());
  for (const RecordedEvent& e : found->events) {
    if (!writer.row(e, event_cells(e))) break;
  }
  std::fprintf(stderr, "%lld events of the last %d days, which would have come in %lld message%s\n", static_cast<long long>(found->many), o.days, static_cast<long long>(found->messages),
               found->messages == 1 ? "" : "s");
  return writer.finish("events");
}

/// Sends one message now, and says how it went.
int test(const Options& o) {
  auto record = open_record(o.record, Access::kWrite, "demarche alerts");
  if (!record) return failed_with(record.error());
  const auto there = alert(*record, o.name);
  if (!there) return failed_with(there.error());
  auto network = open_network(o.network);
  if (!network) return failed_with(network.error());
  auto options = deliver_options();
  if (!options) return failed_with(options.error());
  const auto made = add_test(*record, there->key, message_of_test(there->wants, now()), now());
  if (!made) return failed_with(made.error());
  Deliverer(*record, **network, system_clock(), *std::move(options)).send_now(*made, *there);
  const auto sent = deliveries(*record, there->key, 0, kPage);
  if (!sent) return failed_with(sent.error());
  for (const Delivery& d : *sent) {
    if (d.key != made->key) continue;
    std::printf("%s: %s%s%s\n", d.id.c_str(), d.state == "delivered" ? "delivered" : "did not arrive", d.note.empty() ? "" : ": ", d.note.c_str());
    return d.state == "delivered" ? 0 : kInputFailed;
  }
  return kInputFailed;
}

const std::vector<Column>& delivery_columns() {
  static const std::vector<Column> columns = {{"made_at", "MADE"}, {"id", "ID"}, {"kind", "KIND"}, {"events", "EVENTS", true}, {"state", "STATE"}, {"tries", "TRIES", true},
                                              {"ended_at", ""}, {"next_try", "NEXT TRY"}, {"subject", "SUBJECT", false, true}, {"note", "NOTE", false, true}};
  return columns;
}

std::vector<std::string> delivery_cells(const Delivery& d) {
  return {time_text(d.made_at), d.id, d.kind, std::to_string(d.events), d.state, std::to_string(d.tries), d.ended_at != 0 ? time_text(d.ended_at) : "",
          d.state == "waiting" ? time_text(d.next_try) : "", d.subject, d.note};
}

int show_deliveries(const Options& o) {
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return failed_with(record.error());
  AlertKey key = 0;
  if (!o.name.empty()) {
    const auto there = alert(*record, o.name);
    if (!there) return failed_with(there.error());
    key = there->key;
  }
  RowWriter writer;
  if (const Status opened = writer.open(o.rows, delivery_columns()); !opened) return failed_with(opened.error());
  DeliveryKey before = 0;
  for (bool more = true; more;) {
    const auto page = deliveries(*record, key, before, kPage);
    if (!page) return failed_with(page.error());
    for (const Delivery& d : *page) {
      before = d.key;
      if (!(more = writer.row(d, delivery_cells(d)))) break;
    }
    more = more && page->size() == kPage;
  }
  return writer.finish("messages");
}

int retry(const Options& o) {
  auto record = open_record(o.record, Access::kWrite, "demarche alerts");
  if (!record) return failed_with(record.error());
  AlertKey key = 0;
  if (!o.of_all) {
    const auto there = alert(*record, o.name);
    if (!there) return failed_with(there.error());
    key = there->key;
  }
  const auto many = retry_deliveries(*record, key, now());
  if (!many) return failed_with(many.error());
  std::fprintf(stderr, "%lld messages will be sent again by 'demarche watch'\n", static_cast<long long>(*many));
  return 0;
}

void add_wishes(CLI::App& command, Options& o) {
  command.add_option("--webhook", o.webhook, "Post JSON here, signed by Standard Webhooks");
  command.add_option("--mail", o.mail, "Mail to this address; may be repeated")->allow_extra_args(false);
  command.add_option("--ntfy", o.ntfy, "Push to this ntfy topic: https://ntfy.sh/my-topic");
  command.add_option("--command", o.command, "Start this program, with the event's JSON on its standard input; no shell");
  command.add_option("--argument", o.arguments, "An argument of --command; may be repeated")->allow_extra_args(false);
  command.add_option("--secret", o.secret, "Key of a webhook's signatures (whsec_…; made where none is given), or token of ntfy");
  command.add_option("--digest", o.digest, "Everything of an hour or a day (at six, UTC) in one message")->check(CLI::IsMember({"none", "hour", "day"}));
  command.add_flag("--changes,!--no-changes", o.changes, "Tell again where day, number or status of a told event change");
  command.add_option("--max-age", o.max_age, "Leave out events older than so many days, 0 for none; default 30")->check(CLI::Range(0, 36500));
}

}  // namespace

Result<DeliverOptions> deliver_options() {
  const auto config = read_config();
  if (!config) return config.error();
  DeliverOptions out;
  out.mail = {config->mail.server, config->mail.from, config->mail.user, {}, config->mail.needs_tls};
  if (!config->mail.password_file.empty()) {
    auto password = read_file(config->mail.password_file, kLargestPassword);
    if (!password) return password.error();
    while (!password->empty() && static_cast<unsigned char>(password->back()) < ' ') password->pop_back();
    out.mail.password = *std::move(password);
  }
  return out;
}

void add_alerts(CLI::App& root, int& exit_code) {
  CLI::App* const command = root.add_subcommand("alerts", "Choose who is told of what is new; 'demarche watch' sends");
  command->require_subcommand(1);
  command->footer(
      "Examples:\n"
      "  demarche alerts add baltic 'between:RUS,EST measure:expel' --webhook https://desk.example/hook\n"
      "  demarche alerts add morning 'type:SANCTION' --mail desk@example.org --digest day\n"
      "  demarche alerts preview morning\n");
  const auto o = std::make_shared<Options>();
  const auto sub = [&](const char* name, const char* what, int (*act)(const Options&)) {
    CLI::App* const s = command->add_subcommand(name, what);
    add_record_option(*s, o->record);
    s->callback([o, act, &exit_code] { exit_code = act(*o); });
    return s;
  };
  CLI::App* s = sub("add", "Tell somebody of every event that a query finds from now on", add);
  s->add_option("name", o->name, "What the alert is called")->required();
  s->add_option("query", o->words, "The query, as for 'demarche query'; none finds every event");
  add_wishes(*s, *o);
  s = sub("set", "Change an alert", set);
  s->add_option("name", o->name, "The alert")->required();
  s->add_option("query", o->words, "Its new query");
  s->add_option("--name", o->rename, "Its new name");
  s->add_flag("--pause,!--resume", o->paused, "Stop telling, or begin again");
  add_wishes(*s, *o);
  s = sub("list", "Show the alerts", list);
  s->add_flag("--secrets", o->shows_secret, "Show names and secrets only");
  add_row_options(*s, o->rows);
  s = sub("remove", "Tell no longer; messages that are still to be sent go too", remove);
  s->add_option("names", o->names, "The alerts")->required();
  s = sub("preview", "Show what an alert, or a query, would have caught", show_preview);
  s->add_option("name", o->name, "The alert; '' to try a query");
  s->add_option("query", o->words, "Another query than the alert's");
  s->add_option("--days", o->days, "Events of so many days back")->check(CLI::Range(1, 36500))->capture_default_str();
  s->add_option("--digest", o->digest, "Count messages as this digest would send them")->check(CLI::IsMember({"none", "hour", "day"}));
  add_row_options(*s, o->rows);
  s = sub("test", "Send a test message now", test);
  s->add_option("name", o->name, "The alert")->required();
  add_network_options(*s, o->network);
  s = sub("deliveries", "Show the messages, newest first, and what became of them", show_deliveries);
  s->add_option("name", o->name, "Of this alert only");
  add_row_options(*s, o->rows);
  s = sub("retry", "Send messages again that were given up", retry);
  s->add_option("name", o->name, "Of this alert");
  s->add_flag("--all", o->of_all, "Of all alerts");
}

}  // namespace demarche
