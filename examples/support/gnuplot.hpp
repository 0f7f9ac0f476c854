// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/types.hpp"
#include "support/output_folder.hpp"

namespace example {

using eigenmlp::Index;
using eigenmlp::Matrix;

/// Exit status and everything printed by a command of the shell.
struct CommandResult {
    int status;
    std::string output;
};

inline CommandResult run_command(const std::string& command) {
    std::fflush(nullptr);
    std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    if (!pipe) return {-1, "no process could be started"};
    std::string output;
    std::array<char, 4096> buffer;
    while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe))
        output.append(buffer.data(), n);
    while (!output.empty() && output.back() == '\n') output.pop_back();
    return {pclose(pipe), output};
}

inline bool gnuplot_is_installed() { return run_command("gnuplot --version").status == 0; }

/// What all pictures share. Colours are those of Okabe and Ito, told apart by colour-blind readers too.
inline std::string gnuplot_preamble(const std::string& name, int width, int height) {
    return fmt::format(
        "# Draw with: gnuplot {0}.gp\n"
        "set encoding utf8\n"
        "set terminal pngcairo size {1},{2} font 'DejaVu Sans,11' noenhanced background rgb 'white'\n"
        "set output '{0}.png'\n"
        "blue = 0x0072B2; orange = 0xD55E00; dark = 0x333333; pale = 0xBBBBBB\n"
        "set border lc rgb dark\n"
        "set tics textcolor rgb dark\n"
        "set title font ',14' textcolor rgb dark\n",
        name, width, height);
}

/// A script for one picture, `name`.gp in `folder`; it reads `name`.dat and writes `name`.png.
inline void write_script(const std::filesystem::path& folder, const std::string& name,
                         const std::string& preamble, std::string_view body) {
    write_file(folder / (name + ".gp"), preamble + std::string(body));
}

/// Whether the file ends as every PNG does; on a full disk gnuplot leaves less and yet reports success.
inline bool is_complete_png(const std::filesystem::path& path) {
    constexpr std::string_view end = "IEND\xAE\x42\x60\x82";
    std::ifstream file(path, std::ios::binary);
    std::string last(end.size(), '\0');
    file.seekg(-static_cast<std::streamoff>(end.size()), std::ios::end);
    file.read(last.data(), static_cast<std::streamsize>(last.size()));
    return file && last == end;
}

/// Draws `name`.png by the script `name`.gp.
/// \throws eigenmlp::FileError with gnuplot's words if the picture did not come about.
inline void draw(const std::filesystem::path& folder, const std::string& name) {
    const auto picture = folder / (name + ".png");
    const auto here = std::filesystem::current_path();
    std::filesystem::current_path(folder);  // spares quoting the folder for the shell
    const CommandResult result = run_command("gnuplot " + name + ".gp");
    std::filesystem::current_path(here);
    if (result.status != 0 || !is_complete_png(picture))
        throw eigenmlp::FileError(fmt::format("{}: gnuplot left no complete picture.{}{}", picture.string(),
                                              result.output.empty() ? "" : " ", result.output));
}

/// Rows of numbers separated by blanks, as gnuplot's `matrix` reads them.
template <class Derived>
std::string matrix_text(const Eigen::MatrixBase<Derived>& m) {
    std::string text;
    for (Index i = 0; i < m.rows(); ++i)
        for (Index j = 0; j < m.cols(); ++j)
            fmt::format_to(std::back_inserter(text), "{:.5g}{}", m(i, j), j + 1 < m.cols() ? ' ' : '\n');
    return text;
}

/// Images of 28 x 28, one per row of `images`, side by side on a canvas of zeros.
struct Mosaic {
    Index columns;
    Index width;   ///< of one tile with its margin
    Index height;  ///< of one tile with its margin and caption

    template <class Derived>
    Matrix<double> operator()(const Eigen::MatrixBase<Derived>& images) const {
        const Index rows = (images.rows() + columns - 1) / columns;
        Matrix<double> canvas = Matrix<double>::Zero(rows * height, columns * width);
        for (Index i = 0; i < images.rows(); ++i) {
            const Matrix<double> pixels = images.row(i).template cast<double>();
            canvas.block(i / columns * height, i % columns * width, 28, 28) =
                Eigen::Map<const Matrix<double>>(pixels.data(), 28, 28);
        }
        return canvas;
    }
};

}  // namespace example
