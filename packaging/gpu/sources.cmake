# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# sonosketch_gpu_sources(VARIABLE ROOT): what the trainer on the GPU machine is built from. The trainer's folders whole, less what needs OpenCV; of core
# what they use (tests/packaging/gpu/closure.py says what is missing).
function(sonosketch_gpu_sources VARIABLE ROOT)
  file(GLOB sources "${ROOT}/models/nn/*.cpp" "${ROOT}/models/checkpoint/*.cpp" "${ROOT}/models/distributed/*.cpp"
    "${ROOT}/models/training/*.cpp")
  list(FILTER sources EXCLUDE REGEX "/models/training/(folder_set|train_folder|sample_grid)\\.cpp$")
  foreach(file core/base/error core/base/files core/base/nesting core/condition/condition_spec core/document/json_fields core/document/label_palette
      core/imaging/plane_codec core/inference/device_choice models/kernels/amx_support models/kernels/conv_function models/kernels/noise_plane models/kernels/tensor_memory models/kernels/workers
      packaging/gpu/carry packaging/gpu/sha256 packaging/gpu/tile_grid packaging/gpu/train_main)
    list(APPEND sources "${ROOT}/${file}.cpp")
  endforeach()
  set(${VARIABLE} "${sources}" PARENT_SCOPE)
endfunction()
