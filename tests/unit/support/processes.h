// Programs run as children, with what they took.
#pragma once

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

namespace agc::test {

struct ProcessReport {
  int status = 0;  // as a shell has it
  uint64_t peak_bytes = 0;
  double cpu_seconds = 0;
};

struct ProcessOutputs {
  std::string out = "/dev/null";  // paths
  std::string messages = "/dev/null";
};

// `prepare` runs in the child, before the program.
inline pid_t start_program(const std::vector<std::string>& words, const ProcessOutputs& outputs,
                           const std::function<void()>& prepare = {}) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child != 0) return child;
  if (!std::freopen(outputs.out.c_str(), "w", stdout) || !std::freopen(outputs.messages.c_str(), "w", stderr))
    _exit(126);
  if (prepare) prepare();
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execv(arguments[0], arguments.data());
  _exit(127);
}

inline ProcessReport wait_for(pid_t child) {
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          static_cast<uint64_t>(usage.ru_maxrss) * 1024, seconds(usage.ru_utime) + seconds(usage.ru_stime)};
}

}  // namespace agc::test
