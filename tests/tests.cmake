# What is run by ctest:
#   tests/<room>/test_*.c   a Criterion program each
#   tests/<room>/race_*.c   a plain main each; under ThreadSanitizer only these
#   tests/cli/*.sh          run by bash with LIVSBANA=<path of the program>
#   scripts/check-layers    who includes whom, and its own test

# Criterion lets leaks and recovered reports pass, and a filter that matches nothing too.
set(failure_signs "LeakSanitizer;AddressSanitizer;ThreadSanitizer;runtime error:;Tested: 0 ")

# Registers the program `source` as a test named <room>/<file>, linked with the further arguments.
function(add_c_test source)
    get_filename_component(folder ${source} DIRECTORY)
    get_filename_component(room ${folder} NAME)
    get_filename_component(name ${source} NAME_WE)
    add_executable(${room}_${name} ${source})
    target_link_libraries(${room}_${name} PRIVATE livsbana_core ${ARGN})
    add_test(NAME ${room}/${name} COMMAND ${room}_${name})
    set_tests_properties(${room}/${name} PROPERTIES
        FAIL_REGULAR_EXPRESSION "${failure_signs}" TIMEOUT 600)
endfunction()

file(GLOB race_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/*/race_*.c)
foreach(source ${race_sources})
    add_c_test(${source})
endforeach()
if(LIVSBANA_SANITIZE MATCHES "thread")
    return()
endif()

pkg_check_modules(CRITERION REQUIRED IMPORTED_TARGET criterion)

# What tests share: studies made of texts, one world's run (tests/support).
file(GLOB support_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/support/*.c)
add_library(livsbana_test_support STATIC ${support_sources})
target_include_directories(livsbana_test_support PUBLIC ${PROJECT_SOURCE_DIR}/tests)
target_link_libraries(livsbana_test_support PUBLIC livsbana_core PkgConfig::CRITERION)

file(GLOB test_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/*/test_*.c)
foreach(source ${test_sources})
    add_c_test(${source} livsbana_test_support)
endforeach()

# How ranks are started, by root and on few cores too.
set(mpirun "")
if(LIVSBANA_MPI)
    set(mpirun "${MPIEXEC_EXECUTABLE} --allow-run-as-root --oversubscribe")
endif()

# How much memory a program takes at most; sanitizers and MPI take their own.
set(peak "")
if(TARGET livsbana AND NOT LIVSBANA_SANITIZE AND NOT LIVSBANA_MPI)
    add_executable(peak_memory ${PROJECT_SOURCE_DIR}/tests/cli/peak_memory.c)
    set(peak $<TARGET_FILE:peak_memory>)
endif()

if(TARGET livsbana)
    file(GLOB cli_scripts CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/cli/*.sh)
    foreach(script ${cli_scripts})
        get_filename_component(name ${script} NAME_WE)
        if(name STREQUAL bench AND NOT LIVSBANA_BENCH)
            continue()
        endif()
        add_test(NAME cli/${name} COMMAND bash ${script})
        set_tests_properties(cli/${name} PROPERTIES
            ENVIRONMENT "LIVSBANA=$<TARGET_FILE:livsbana>;MPIRUN=${mpirun};PEAK=${peak}"
            FAIL_REGULAR_EXPRESSION "LeakSanitizer;AddressSanitizer;runtime error:" TIMEOUT 600)
    endforeach()
endif()

add_test(NAME layers COMMAND ${PROJECT_SOURCE_DIR}/scripts/check-layers)
add_test(NAME layers_self_test COMMAND ${PROJECT_SOURCE_DIR}/scripts/check-layers --self-test)
