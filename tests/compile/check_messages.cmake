# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause

# What a compiler says of the functors and the calls in wrong_functors.cpp names what they lack.
#   cmake -D compiler=CXX -D includes=DIR|DIR... -P check_messages.cmake
string(REPLACE "|" ";" includes "${includes}")
list(TRANSFORM includes PREPEND -I)
if(compiler MATCHES "clang")
    set(all_errors -ferror-limit=0)
endif()
execute_process(
    COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C
        ${compiler} -std=c++20 -ffast-math -fsyntax-only -fmessage-length=0 -DFMT_HEADER_ONLY ${all_errors} ${includes}
        ${CMAKE_CURRENT_LIST_DIR}/wrong_functors.cpp
    ERROR_VARIABLE text
    RESULT_VARIABLE result
)
if(result EQUAL 0)
    message(FATAL_ERROR "wrong_functors.cpp compiles")
endif()

# one list element per error
string(REGEX REPLACE "[][;]" " " text "${text}")
string(REPLACE ": error: " ";" errors "${text}")

# Every error with this functor, and there is one at least, matches the pattern.
function(expect functor pattern)
    set(found FALSE)
    foreach(error IN LISTS errors)
        if(NOT error MATCHES "${functor}")
            continue()
        endif()
        set(found TRUE)
        if(NOT error MATCHES "${pattern}")
            message(SEND_ERROR "Of ${functor} ${compiler} does not say \"${pattern}\":\n${error}")
        endif()
    endforeach()
    if(NOT found)
        message(SEND_ERROR "Of ${functor} ${compiler} says nothing:\n${text}")
    endif()
endfunction()

expect("= ActivationWithoutBackward" "f\\.backward")
expect("= ActivationWithoutForward" "f\\.forward")
expect("= LossWithoutDelta" "loss\\.delta")
expect("= SolverWithoutInit" "solver\\.init")
expect("= SolverWithoutUpdate" "\\.update")
expect("CallbackMisspelt" "no member named 'on_epoch_end'|Callback<[^\n]*CallbackMisspelt")

foreach(sentence IN ITEMS
    "compile without -ffast-math"
    "A learning rate schedule is called as schedule(epoch, max_iter)"
    "An activation of your own is a template argument of the estimator: MLPClassifier<double, int, Yours>"
    "A solver of your own is a template argument of the estimator, after the activation"
    "A loss of your own is the last template argument of the regressor"
    "Every step of a Pipeline but the last must be a transformer: a class with the members fit and transform"
    "Every part of a FeatureUnion must be a transformer: a class with the members fit and transform"
    "Every step of a Pipeline must have get_feature_names_out for the Pipeline to have it"
    "Every part of a FeatureUnion must have get_feature_names_out for the union to have it"
    "A parameter of a grid is named by its member pointer: add(&Params::alpha, {1e-4, 1e-3})"
    "X must be an Eigen matrix, samples x features"
    "y must hold labels of MLPClassifier<Scalar, Label>"
    "y must hold numbers, not labels"
    "FitsRows"
)
    string(FIND "${text}" "${sentence}" place)
    if(place EQUAL -1)
        message(SEND_ERROR "${compiler} does not say \"${sentence}\":\n${text}")
    endif()
endforeach()
