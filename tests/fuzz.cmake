# Every tests/<room>/fuzz_*.c is a libFuzzer target of the same name.
file(GLOB fuzz_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/*/fuzz_*.c)
foreach(source ${fuzz_sources})
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} ${source})
    target_link_libraries(${name} PRIVATE livsbana_core)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
endforeach()
