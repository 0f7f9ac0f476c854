# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause

# Builds and runs the consumer; `way` is subdirectory or installed.
set(work_dir ${build_dir}/tests/package/${way})
file(REMOVE_RECURSE ${work_dir}/prefix)

function(run)
    execute_process(COMMAND ${ARGV} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

if(way STREQUAL "installed")
    run(${CMAKE_COMMAND} --install ${build_dir} --prefix ${work_dir}/prefix)
    set(where -D CMAKE_PREFIX_PATH=${work_dir}/prefix)
    file(GLOB_RECURSE ours RELATIVE ${source_dir}/include ${source_dir}/include/*)
    file(GLOB_RECURSE installed RELATIVE ${work_dir}/prefix/include ${work_dir}/prefix/include/*)
    if(NOT ours STREQUAL installed)
        message(FATAL_ERROR "Installed were\n${installed}\ninstead of\n${ours}")
    endif()
else()
    set(where -D EIGENMLP_SOURCE_DIR=${source_dir})
endif()
run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/consumer -B ${work_dir}/build -G ${generator}
    -D CMAKE_CXX_COMPILER=${compiler} -D HAS_ZLIB=${has_zlib} ${where})
run(${CMAKE_COMMAND} --build ${work_dir}/build)
run(${work_dir}/build/consumer)
