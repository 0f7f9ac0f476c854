// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Runs every case of a folder (tests/parity/mlp_cases.py describes it, make_random_cases.py makes one) and
// reports the worst deviation from scikit-learn in each quantity. Ends with 1 if one is above its tolerance
// or if a case fails.

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "parity/run_case.hpp"

namespace {

struct Worst {
    double value = 0.0, share = -1.0;  ///< deviation, and deviation / tolerance
    double tolerance = 0.0;
    std::string name;
    int cases = 0, above = 0;

    void add(const parity::Deviation& d, const std::string& case_name) {
        const double share_of_it = d.value == 0.0 ? 0.0 : d.value / d.tolerance;
        ++cases;
        above += d.too_large();
        if (!(share_of_it <= share)) {
            value = d.value;
            share = share_of_it;
            tolerance = d.tolerance;
            name = case_name;
        }
    }
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        fmt::print(stderr, "usage: parity_differential FOLDER [NAME ...]\n");
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    std::map<std::string, Worst> worst;
    int bad = 0;
    try {
        std::vector<std::string> names(argv + 2, argv + argc);
        const bool tell_all = !names.empty();
        if (names.empty()) names = parity::case_names(folder);
        for (const std::string& name : names) {
            bool good = true;
            try {
                for (const parity::Deviation& d : parity::run_case(folder, name)) {
                    worst[d.quantity].add(d, name);
                    if (d.too_large() || tell_all)
                        fmt::print("{}: {} deviates by {:.1e} (tolerance {:.1e})\n", name, d.quantity,
                                   d.value, d.tolerance);
                    good = good && !d.too_large();
                }
            } catch (const std::exception& error) {
                fmt::print("{}: {}\n", name, error.what());
                good = false;
            }
            bad += !good;
        }
        fmt::print("{:<20}{:>8}{:>8}{:>12}{:>12}  of case\n", "quantity", "cases", "above", "worst",
                   "tolerance");
        for (const auto& [quantity, w] : worst)
            fmt::print("{:<20}{:>8}{:>8}{:>12.1e}{:>12.1e}  {}\n", quantity, w.cases, w.above, w.value,
                       w.tolerance, w.name);
        fmt::print("{} of {} cases deviate or fail\n", bad, names.size());
        return bad > 0 || names.empty() ? 1 : 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 2;
    }
}
