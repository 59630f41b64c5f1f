# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# What every target shares: language level, warnings, sanitizers, ccache, linker, output folder,
# and sonosketch_library(), the one way a folder becomes a target.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

find_program(SONOSKETCH_CCACHE ccache)
if(SONOSKETCH_CCACHE)
  # Precompiled headers hold time stamps; sloppiness lets ccache reuse objects built with them. With the base folder a second clone
  # elsewhere on the machine reuses them too.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      "${CMAKE_COMMAND}" -E env
      "CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime"
      "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" "CCACHE_NOHASHDIR=1"
      "${SONOSKETCH_CCACHE}")
endif()

# LibTorch's and Qt's tables of symbols take ld seconds for each of some two hundred programs; gold, of the same package, takes a tenth of that.
# Of the address sanitizer's list of symbols gold says a hundred warnings a program.
include(CheckLinkerFlag)
check_linker_flag(CXX -fuse-ld=gold SONOSKETCH_HAS_GOLD)
if(SONOSKETCH_HAS_GOLD AND NOT SONOSKETCH_SANITIZE MATCHES "address")
  add_link_options(-fuse-ld=gold)
endif()

add_library(sonosketch_options INTERFACE)
target_compile_options(sonosketch_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
                                                    -Wnon-virtual-dtor -Woverloaded-virtual)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # ccache and precompiled headers agree only with -fpch-preprocess.
  target_compile_options(sonosketch_options INTERFACE -fpch-preprocess)
endif()
if(SONOSKETCH_WERROR)
  target_compile_options(sonosketch_options INTERFACE -Werror)
endif()
if(SONOSKETCH_SANITIZE)
  add_compile_options(-fsanitize=${SONOSKETCH_SANITIZE} -fno-omit-frame-pointer -g)
  add_link_options(-fsanitize=${SONOSKETCH_SANITIZE})
endif()

# sonosketch_precompiled(core_pch "core/pch.h" LIBRARIES fmt::fmt)
# A header of other people's headers, read once by the compiler for all targets that name it as their PCH. A target may do so whose command line has the
# same -O and -fPIC and, of the macros that those headers look at, the same ones: g++ refuses anything else (-Winvalid-pch). clang-tidy's build folder
# has no precompiled headers, so that an include that was forgotten is found there.
function(sonosketch_precompiled NAME HEADER)
  cmake_parse_arguments(ARG "" "" "LIBRARIES" ${ARGN})
  set(source "${CMAKE_CURRENT_BINARY_DIR}/${NAME}.cpp")
  file(CONFIGURE OUTPUT "${source}" CONTENT "// Nothing: this target is its precompiled header.\n")
  add_library(${NAME} STATIC "${source}")
  target_link_libraries(${NAME} PRIVATE ${ARG_LIBRARIES} sonosketch_options)
  target_precompile_headers(${NAME} PRIVATE "${PROJECT_SOURCE_DIR}/${HEADER}")
endfunction()

# sonosketch_library(NAME core_base SOURCES a.cpp ... [PUBLIC target ...] [PRIVATE target ...] [PCH target])
# A static library for one folder; its headers are included as "core/base/error.h", from the project's top. Who names fmt and no other
# precompiled header shares core's.
function(sonosketch_library)
  cmake_parse_arguments(ARG "" "NAME;PCH" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${ARG_NAME} STATIC ${ARG_SOURCES})
  target_include_directories(${ARG_NAME} PUBLIC "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${ARG_NAME} PUBLIC ${ARG_PUBLIC} PRIVATE sonosketch_options ${ARG_PRIVATE})
  if(NOT ARG_PCH AND "fmt::fmt" IN_LIST ARG_PRIVATE)
    set(ARG_PCH core_pch)
  endif()
  if(ARG_PCH)
    target_precompile_headers(${ARG_NAME} REUSE_FROM ${ARG_PCH})
  endif()
endfunction()
