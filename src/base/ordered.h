// Work over several threads whose results come out in the order in which the work went in. Door: run_in_order().
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace demarche {

/// Takes batches by `pull` (one thread at a time; false: no more), makes results of them by `work` (all threads at once; each has a
/// State of its own), and gives these to `deliver` in the order of the batches (one thread at a time, not always the same; false:
/// stop). At most `ahead` batches a thread are under way, so memory is bounded. Returns when all is delivered. An exception of any
/// of the three stops the work and is thrown again here.
///
///   bool pull(Batch&);   Result work(State&, Batch&&);   bool deliver(Result&&);
template <class State, class Batch, class Pull, class Work, class Deliver>
void run_in_order(std::size_t threads, std::size_t ahead, Pull pull, Work work, Deliver deliver) {
  using Result = decltype(work(std::declval<State&>(), std::declval<Batch&&>()));
  struct Shared {
    std::mutex input;  // taken first where both are
    std::size_t pulled = 0;
    std::mutex mutex;  // of all below
    std::condition_variable room;
    std::map<std::size_t, Result> waiting;
    std::size_t delivered = 0;
    bool delivering = false, stopped = false;
    std::exception_ptr failure;
  } s;
  threads = threads == 0 ? 1 : threads;

  const auto stop = [&](std::exception_ptr failure) {
    const std::lock_guard lock(s.mutex);
    s.stopped = true;
    if (!s.failure) s.failure = std::move(failure);
    s.room.notify_all();
  };
  const auto take = [&](Batch& batch, std::size_t& number) {
    const std::lock_guard one_at_a_time(s.input);
    {
      std::unique_lock lock(s.mutex);
      s.room.wait(lock, [&] { return s.stopped || s.pulled < s.delivered + threads * ahead; });
      if (s.stopped) return false;
    }
    if (!pull(batch)) return false;
    number = s.pulled;
    const std::lock_guard lock(s.mutex);
    ++s.pulled;
    return true;
  };
  // Who brings the batch that is next delivers it, and those behind it that are ready; the others go on working meanwhile.
  const auto give = [&](std::size_t number, Result&& result) {
    std::unique_lock lock(s.mutex);
    s.waiting.emplace(number, std::move(result));
    if (s.delivering) return;
    s.delivering = true;
    while (!s.waiting.empty() && s.waiting.begin()->first == s.delivered && !s.stopped) {
      Result next = std::move(s.waiting.begin()->second);
      s.waiting.erase(s.waiting.begin());
      lock.unlock();
      const bool go_on = deliver(std::move(next));
      lock.lock();
      ++s.delivered;
      if (!go_on) s.stopped = true;
      s.room.notify_all();
    }
    s.delivering = false;
  };
  const auto thread = [&] {
    try {
      State state;
      std::size_t number = 0;
      for (Batch batch; take(batch, number);) give(number, work(state, std::move(batch)));
    } catch (...) {
      stop(std::current_exception());
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t t = 1; t < threads; ++t) {
      try {
        others.emplace_back(thread);
      } catch (const std::system_error&) {
        break;  // the system gives no more threads: then there are fewer
      }
    }
    thread();
  }
  if (s.failure) std::rethrow_exception(s.failure);
}

}  // namespace demarche
