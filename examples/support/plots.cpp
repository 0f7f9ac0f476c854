// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "support/plots.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "support/gnuplot.hpp"

namespace example {
namespace {

constexpr const char* colours[] = {"blue", "orange", "0x009E73", "0xCC79A7", "dark", "0x56B4E9"};

const char* colour(std::size_t i) { return colours[i % std::size(colours)]; }

/// The curves one after the other, as gnuplot's `index` tells them apart.
void write_curves(const std::filesystem::path& folder, const std::string& name,
                  const std::vector<Curve>& curves) {
    std::string text;
    for (const Curve& curve : curves) {
        text += "# " + curve.title + "\n";
        for (std::size_t i = 0; i < curve.y.size(); ++i)
            text += fmt::format("{:.10g} {:.10g} {:.10g}\n", curve.x[i], curve.y[i],
                                curve.spread.empty() ? 0.0 : curve.spread[i]);
        text += "\n\n";
    }
    write_file(folder / (name + ".dat"), text);
}

/// As a string of gnuplot.
std::string quoted(const std::string& text) {
    std::string result = "'";
    for (const char c : text) result += c == '\'' ? "''" : std::string(1, c);
    return result + "'";
}

std::string labels(const Axes& axes) {
    return fmt::format(
        "set xlabel {}\nset ylabel {}\n"
        "set grid lc rgb '#E4E4E4' lt 1\nset tics nomirror\n",
        quoted(axes.x), quoted(axes.y));
}

std::string title(const std::string& text) { return fmt::format("set title {}\n", quoted(text)); }

constexpr const char* key_below =
    "set bmargin 6\nset key at screen 0.5, 0.02 center bottom horizontal maxrows 1 samplen 2\n";

/// Few points are marked, many would hide the line.
const char* marks(const Curve& curve) { return curve.y.size() <= 40 ? "linespoints pt 7 ps 0.7" : "lines"; }

}  // namespace

Curve over_epochs(const std::string& title, const std::vector<double>& y) {
    Curve curve{.title = title, .x = {}, .y = y};
    for (std::size_t i = 0; i < y.size(); ++i) curve.x.push_back(static_cast<double>(i + 1));
    return curve;
}

void plot_curves(const std::filesystem::path& folder, const std::string& name, const Axes& axes,
                 const std::vector<Curve>& curves) {
    write_curves(folder, name, curves);
    std::string plot = "plot ";
    for (std::size_t i = 0; i < curves.size(); ++i)
        if (!curves[i].spread.empty())
            plot += fmt::format(
                "'{}.dat' index {} using 1:($2-$3):($2+$3) with filledcurves fs transparent "
                "solid 0.15 noborder lc rgb {} notitle, \\\n     ",
                name, i, colour(i));
    for (std::size_t i = 0; i < curves.size(); ++i)
        plot += fmt::format("{}'{}.dat' index {} using 1:2 with {} lw 2.5 lc rgb {} title {}",
                            i == 0 ? "" : ", \\\n     ", name, i, marks(curves[i]), colour(i),
                            quoted(curves[i].title));
    write_script(folder, name, gnuplot_preamble(name, 900, 540),
                 title(axes.title) + labels(axes) + (curves.size() > 1 ? key_below : "unset key\n") +
                     axes.setup + plot + "\n");
}

void plot_points(const std::filesystem::path& folder, const std::string& name, const Axes& axes,
                 const std::vector<Curve>& curves) {
    write_curves(folder, name, curves);
    std::string plot = "plot ";
    for (std::size_t i = 0; i < curves.size(); ++i)
        plot += fmt::format("{}'{}.dat' index {} using 1:2{} lw 1.5 pt 7 ps 0.9 lc rgb {} title {}",
                            i == 0 ? "" : ", \\\n     ", name, i,
                            curves[i].spread.empty() ? " with points" : ":3 with yerrorbars", colour(i),
                            quoted(curves[i].title));
    write_script(folder, name, gnuplot_preamble(name, 900, 540),
                 title(axes.title) + labels(axes) + key_below + axes.setup + plot + "\n");
}

void plot_panels(const std::filesystem::path& folder, const std::string& name, const Axes& axes,
                 const std::vector<Curve>& curves) {
    write_curves(folder, name, curves);
    const auto n = static_cast<double>(curves.size());
    std::string script = labels(axes) + "unset key\n" + axes.setup;
    const double first = std::min(0.0, curves.front().x.front()), last = curves.front().x.back();
    for (const int step : {1, 2, 5, 10, 20, 40, 100, 200})
        if (last - first <= 4 * step || step == 200) {
            script += fmt::format("set xrange [{}:{}]\nset xtics {}\n", first, last, step);
            break;
        }
    script += fmt::format(
        "set multiplot title {} font ',14' textcolor rgb dark\nset tmargin at screen 0.80\nset bmargin at "
        "screen "
        "0.17\n",
        quoted(axes.title));
    for (std::size_t i = 0; i < curves.size(); ++i) {
        const double left = 0.065, each = (0.985 - left) / n, at = left + each * static_cast<double>(i);
        if (i == 1) script += "set format y ''\nunset ylabel\n";
        script += fmt::format(
            "set lmargin at screen {:.4f}\nset rmargin at screen {:.4f}\nset title {} font ',12'\n"
            "plot '{}.dat' index {} using 1:2 with lines lw 2 lc rgb blue\n",
            at, at + each - 0.022, quoted(curves[i].title), name, i);
    }
    write_script(folder, name, gnuplot_preamble(name, 1100, 400), script + "unset multiplot\n");
}

void plot_images(const std::filesystem::path& folder, const std::string& name, const std::string& title_text,
                 const std::vector<Image>& images, Index columns) {
    const auto n = static_cast<Index>(images.size());
    const Index rows = (n + columns - 1) / columns, tile = 200, top = 50, caption = 28;
    std::string data, script;
    for (const Image& image : images) data += matrix_text(image.pixels) + "\n\n";
    write_file(folder / (name + ".dat"), data);

    const double width = static_cast<double>(columns * tile),
                 height = static_cast<double>(top + rows * (tile + caption));
    script +=
        "set palette gray negative\nunset colorbox\nset border lc rgb pale\nunset tics\nunset key\n"
        "set multiplot title " +
        quoted(title_text) + " font ',14' textcolor rgb dark\n";
    for (Index i = 0; i < n; ++i) {
        const Image& image = images[static_cast<std::size_t>(i)];
        const auto left = static_cast<double>(i % columns * tile);
        const auto upper = static_cast<double>(top + i / columns * (tile + caption));
        const double low = image.pixels.minCoeff(), high = image.pixels.maxCoeff();
        const auto across = [&](double x) { return x / width; };
        const auto down = [&](double y) { return 1 - y / height; };
        script += fmt::format(
            "set lmargin at screen {:.4f}\nset rmargin at screen {:.4f}\n"
            "set tmargin at screen {:.4f}\nset bmargin at screen {:.4f}\n"
            "set xrange [-0.5:{}.5]\nset yrange [{}.5:-0.5]\nset cbrange [{:.6g}:{:.6g}]\n"
            "set xlabel {}\n"
            "plot '{}.dat' index {} matrix with image\n",
            across(left + 8), across(left + static_cast<double>(tile) - 8), down(upper),
            down(upper + static_cast<double>(tile) - 16), image.pixels.cols() - 1, image.pixels.rows() - 1,
            low, high > low ? high : low + 1, quoted(image.caption), name, i);
    }
    write_script(folder, name, gnuplot_preamble(name, static_cast<int>(width), static_cast<int>(height)),
                 script + "unset multiplot\n");
}

}  // namespace example
