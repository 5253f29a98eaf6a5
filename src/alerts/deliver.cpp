// The outbox is emptied. Relies on: look, channels, command, the network. Doors: Deliverer, retry_delay().
//
// A message is taken from the outbox when its time has come, held while it is sent, and its end written. Other processes leave alone
// what is held. One that dies between sending and writing holds on no longer: the message goes out once more, under the same id, and
// never less than once.
#include <algorithm>
#include <random>

#include "alerts/alerts.h"
#include "feeds/fetcher.h"

namespace demarche {
namespace {

constexpr std::size_t kAtOnce = 32;
constexpr std::int64_t kLookMs = 500;             // between two glances at the feed of changes
constexpr std::int64_t kAfterTroubleMs = 10'000;
constexpr std::int64_t kGraceMs = 3000;           // for what is under way when the program is to end
constexpr std::int64_t kCommandMs = 50;           // between two glances at programs that run
constexpr std::int64_t kRetryDelays[] = {5, 30, 300, 1800, 7200, 18'000, 36'000, 50'400};  // seconds, as Standard Webhooks counsels

Holder draw_holder() {
  std::random_device device;
  return static_cast<Holder>((std::uint64_t{device()} << 31 | device() >> 1) & 0x3FFF'FFFF'FFFF'FFFF) + 1;
}

}  // namespace

std::optional<std::int64_t> retry_delay(int failures) {
  if (failures < 1 || failures > static_cast<int>(std::size(kRetryDelays))) return std::nullopt;
  return kRetryDelays[failures - 1];
}

Deliverer::Deliverer(Record& record, Network& network, WallClock& clock, DeliverOptions options)
    : record_(record), network_(network), clock_(clock), options_(std::move(options)), commands_(clock), holder_(draw_holder()) {}

void Deliverer::run(std::stop_token stop) {
  const std::stop_callback wake(stop, [this] { network_.interrupt(); });
  while (!stop.stop_requested()) step(kLookMs);
  leave();
}

void Deliverer::run_once(std::stop_token stop) {
  const std::stop_callback wake(stop, [this] { network_.interrupt(); });
  next_look_ms_ = 0, last_change_ = -1;
  do step(kLookMs);
  while (is_busy() && !stop.stop_requested());
  leave();
}

/// What is under way is given a moment to end. What then may have arrived or not, whoever comes next tries again.
void Deliverer::leave() {
  const std::int64_t end = clock_.now_ms() + kGraceMs;
  while (is_busy() && clock_.now_ms() < end) pump(end - clock_.now_ms());
  if (!is_busy()) return;
  if (const Status gone = let_go(record_, holder_); !gone) tell({}, gone.error().text());
}

void Deliverer::step(std::int64_t at_most_ms) {
  const std::int64_t now = clock_.now_ms();
  hold_on_to();
  if (now >= quiet_until_ms_ && now >= next_look_ms_) {
    next_look_ms_ = now + kLookMs;
    look_through();
    start_due();
  }
  pump(at_most_ms);
}

/// A try takes as long as its receiver lets it: long before the hold is over it is made longer.
void Deliverer::hold_on_to() {
  const Instant now = clock_.now();
  if (!is_busy() || now < next_hold_) return;
  next_hold_ = now + kHeld / 3;
  std::vector<DeliveryKey> keys;
  for (const auto& [key, under_way] : under_way_) keys.push_back(key);
  if (const Status held = hold_on(record_, holder_, keys, now + kHeld); !held) tell({}, held.error().text());
}

void Deliverer::send_now(const Delivery& delivery, const Alert& alert) {
  start(delivery, alert);
  while (is_busy()) pump(kLookMs);
}

/// Lets network and programs work, and notes what ended.
void Deliverer::pump(std::int64_t at_most_ms) {
  std::int64_t wait = at_most_ms;
  if (!commands_.empty()) wait = std::min(wait, kCommandMs);
  for (Network::Ended& e : network_.wait(wait)) end(e.reply, static_cast<DeliveryKey>(e.ticket));
  for (const Commands::Ended& e : commands_.step()) end_command(e);
}

/// Every alert, where something changed or a digest is due.
void Deliverer::look_through() {
  const auto last = record_.last_change();
  if (!last) return quiet_until_ms_ = clock_.now_ms() + kAfterTroubleMs, tell({}, last.error().text());
  const Instant now = clock_.now();
  if (*last == last_change_ && now < next_timed_) return;
  const auto all = alerts(record_);
  if (!all) return quiet_until_ms_ = clock_.now_ms() + kAfterTroubleMs, tell({}, all.error().text());
  next_timed_ = now + 3600;
  bool failed = false, is_behind = false;
  for (const Alert& a : *all) {
    if (a.wants.is_paused) continue;
    const auto looked = look(record_, a, now, looked_.insert(a.key).second);
    if (!looked) tell(a.wants.name, looked.error().text());
    failed = failed || !looked;
    if (looked && !*looked) is_behind = true, looked_.erase(a.key);
  }
  const auto timed = next_delivery(record_);
  if (timed && *timed) next_timed_ = std::min(next_timed_, **timed);
  if (failed) next_look_ms_ = clock_.now_ms() + kAfterTroubleMs;
  last_change_ = failed || is_behind ? -1 : *last;
}

void Deliverer::start_due() {
  if (under_way_.size() >= kAtOnce) return;
  const Instant now = clock_.now();
  const auto due = take_deliveries(record_, holder_, now, now + kHeld, kAtOnce - under_way_.size());
  if (!due) return quiet_until_ms_ = clock_.now_ms() + kAfterTroubleMs, tell({}, due.error().text());
  if (due->empty()) return;
  next_hold_ = std::min(next_hold_, now + kHeld / 3);
  const auto all = alerts(record_);
  if (!all) return tell({}, all.error().text());
  for (const Delivery& d : *due) {
    if (under_way_.contains(d.key)) continue;
    const auto of = std::find_if(all->begin(), all->end(), [&](const Alert& a) { return a.key == d.alert; });
    if (of != all->end()) start(d, *of);
  }
}

void Deliverer::start(const Delivery& d, const Alert& alert) {
  under_way_[d.key] = {d, alert.wants.name, alert.wants.channel};
  if (alert.wants.channel == AlertChannel::kCommand) {
    commands_.start(static_cast<std::uint64_t>(d.key), alert.wants.target, {"DEMARCHE_ALERT=" + alert.wants.name, "DEMARCHE_MESSAGE_ID=" + d.id, "DEMARCHE_SUBJECT=" + d.subject}, d.body + "\n");
    return;
  }
  auto request = request_of(alert.wants, d, options_.mail, clock_.now());
  if (!request) return settle(d, false, false, 0, request.error().text());
  request->timeout_ms = options_.timeout_ms;
  network_.start(static_cast<std::uint64_t>(d.key), *std::move(request));
}

void Deliverer::end(const WebReply& reply, DeliveryKey key) {
  const auto found = under_way_.find(key);
  if (found == under_way_.end()) return;
  const UnderWay& u = found->second;
  const Delivery d = u.delivery;
  if (u.channel == AlertChannel::kMail) {
    // 5xx of SMTP is a no for good, but a wrong setting gives it too: it is tried again like all else.
    return settle(d, !reply.error, false, 0, reply.error ? reply.error->message + (reply.status != 0 ? " (" + std::to_string(reply.status) + ")" : "") : "accepted by the mail server");
  }
  const bool accepted = reply.status >= 200 && reply.status < 300;  // whatever became of the rest of its answer
  if (accepted) return settle(d, true, false, 0, std::to_string(reply.status));
  const std::string note = reply.error ? reply.error->message : "the server answers " + std::to_string(reply.status);
  if (reply.status == 410) {  // Standard Webhooks: the receiver wants no more
    if (const Status paused = pause_alert(record_, d.alert, "its receiver answers 410: it wants no more"); !paused) tell(u.alert, paused.error().text());
  }
  settle(d, false, reply.status == 410, retry_after_ms(reply.retry_after, clock_.now_ms()), note);
}

void Deliverer::end_command(const Commands::Ended& e) {
  const auto found = under_way_.find(static_cast<DeliveryKey>(e.ticket));
  if (found == under_way_.end()) return;
  const Delivery d = found->second.delivery;
  settle(d, e.is_good, false, 0, e.note);
}

void Deliverer::settle(const Delivery& d, bool is_good, bool is_final, std::int64_t retry_after, const std::string& note) {
  const std::string alert = under_way_[d.key].alert;
  under_way_.erase(d.key);
  const Instant now = clock_.now();
  const auto delay = is_final ? std::nullopt : retry_delay(d.tries + 1);
  const Outcome outcome = is_good ? Outcome::kDelivered : delay ? Outcome::kAgain : Outcome::kFailed;
  const Instant next = now + std::max(delay.value_or(0), (retry_after + 999) / 1000);
  if (const Status noted = note_try(record_, d.key, outcome, now, next, note); !noted) {
    quiet_until_ms_ = clock_.now_ms() + kAfterTroubleMs;  // it stands in the outbox still, and goes out once more
    return tell(alert, noted.error().text());
  }
  const std::string what = d.id + " (" + d.subject + ")";
  if (is_good) tell(alert, "delivered " + what);
  else if (delay) tell(alert, what + " did not arrive: " + note + "; again in " + std::to_string(next - now) + " s");
  else tell(alert, what + " did not arrive, and is given up: " + note);
}

void Deliverer::tell(const std::string& alert, std::string words) {
  if (options_.told) options_.told({clock_.now(), alert, std::move(words)});
}

}  // namespace demarche
