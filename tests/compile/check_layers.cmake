# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause

# A file includes only from lower layers, and from its own layer only inside its own folder. Three of these
# layers are one in the documentation (L1): an activation may use a kernel, a loss knows its output activation.
#   cmake -D include_dir=DIR -P check_layers.cmake
set(layers
    "^version.hpp|^core/"
    "^kernels/"
    "^activations/"
    "^(losses|metrics|preprocessing)/|^model_selection/(split|train_test_split|(stratified_)?(k_fold|shuffle_split))"
    "^(network|solvers|callbacks)/"
    "^training/"
    "^neural_network/"
    "^(pipeline|model_selection|datasets|image)/"
    "^eigenmlp.hpp"
)

function(layer_of header result)
    set(layer 0)
    foreach(pattern IN LISTS layers)
        if(header MATCHES "${pattern}")
            set(${result} ${layer} PARENT_SCOPE)
            return()
        endif()
        math(EXPR layer "${layer} + 1")
    endforeach()
    message(SEND_ERROR "${header} belongs to no layer")
    set(${result} 0 PARENT_SCOPE)
endfunction()

file(GLOB_RECURSE headers RELATIVE ${include_dir}/eigenmlp ${include_dir}/eigenmlp/*.hpp ${include_dir}/eigenmlp/*.inl)
if(NOT headers)
    message(FATAL_ERROR "There are no headers in ${include_dir}/eigenmlp")
endif()
foreach(header IN LISTS headers)
    layer_of(${header} layer)
    string(REGEX REPLACE "/.*" "" folder ${header})
    file(STRINGS ${include_dir}/eigenmlp/${header} includes REGEX "^ *# *include *[\"<]eigenmlp/")
    foreach(line IN LISTS includes)
        string(REGEX REPLACE ".*[\"<]eigenmlp/([^\">]*)[\">].*" "\\1" included ${line})
        layer_of(${included} included_layer)
        string(REGEX REPLACE "/.*" "" included_folder ${included})
        if(included_layer GREATER layer OR (included_layer EQUAL layer AND NOT included_folder STREQUAL folder))
            message(SEND_ERROR "${header} (layer ${layer}) includes ${included} (layer ${included_layer})")
        endif()
    endforeach()
endforeach()
