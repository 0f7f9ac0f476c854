// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <unistd.h>

#include <cstdio>
#include <stdexcept>
#include <string>

namespace support {

/// All that a file holds, from its beginning.
inline std::string contents(std::FILE* file) {
    std::fflush(file);
    std::rewind(file);
    std::string text;
    for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
    return text;
}

/// Sends what is written to stdout into a temporary file, until it is destroyed or read.
class CapturedStdout {
public:
    CapturedStdout() : file_(std::tmpfile()) {
        if (!file_) throw std::runtime_error("no temporary file");
        std::fflush(stdout);
        former_ = dup(STDOUT_FILENO);
        dup2(fileno(file_), STDOUT_FILENO);
    }
    CapturedStdout(const CapturedStdout&) = delete;
    CapturedStdout& operator=(const CapturedStdout&) = delete;
    ~CapturedStdout() {
        release();
        std::fclose(file_);
    }

    /// Ends the capture and returns what came.
    std::string text() {
        release();
        return contents(file_);
    }

private:
    void release() {
        if (former_ < 0) return;
        std::fflush(stdout);
        dup2(former_, STDOUT_FILENO);
        close(former_);
        former_ = -1;
    }

    std::FILE* file_;
    int former_ = -1;
};

}  // namespace support
