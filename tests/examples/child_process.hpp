// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace eigenmlp::test {

inline std::string read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A program that runs with its output going to files of `folder`.
class ChildProcess {
public:
    ChildProcess(std::vector<std::string> command, const std::filesystem::path& folder,
                 std::vector<std::string> environment = {})
        : out_(folder / "stdout"), err_(folder / "stderr") {
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, 1, out_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        posix_spawn_file_actions_addopen(&actions, 2, err_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        std::vector<char*> arguments = pointers(command), variables = pointers(environment);
        const int error = posix_spawn(&pid_, arguments[0], &actions, nullptr, arguments.data(),
                                      environment.empty() ? environ : variables.data());
        posix_spawn_file_actions_destroy(&actions);
        if (error != 0) throw std::runtime_error("cannot start " + command[0]);
    }
    ~ChildProcess() {
        if (pid_ > 0) {
            kill(pid_, SIGKILL);
            wait();
        }
    }
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    void send(int signal) const { kill(pid_, signal); }

    /// Waits until the standard output contains `text`; false after a minute.
    bool wait_for_output(const std::string& text) const {
        for (int i = 0; i < 6000; ++i) {
            if (out().find(text) != std::string::npos) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return false;
    }

    /// Exit status, or minus the signal that ended the program.
    int wait() {
        int status = 0;
        waitpid(pid_, &status, 0);
        pid_ = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

    std::string out() const { return read_text(out_); }
    std::string err() const { return read_text(err_); }

private:
    static std::vector<char*> pointers(std::vector<std::string>& strings) {
        std::vector<char*> all;
        for (std::string& s : strings) all.push_back(s.data());
        all.push_back(nullptr);
        return all;
    }

    std::filesystem::path out_, err_;
    pid_t pid_ = 0;
};

}  // namespace eigenmlp::test
