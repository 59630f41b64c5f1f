# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0

# Trainee mode: the window to practise in, and the editor of its lessons.
sonosketch_library(NAME app_practice
  SOURCES case_choice.h case_choice.cpp practice_view.h practice_view.cpp practice_pictures.h practice_pictures.cpp practice_page.h practice_page.cpp
          practice_paint_page.h practice_paint_page.cpp practice_spot_page.h practice_spot_page.cpp practice_measure_page.h practice_measure_page.cpp
          lesson_page.h lesson_page.cpp lesson_editor.h lesson_editor.cpp lesson_editor_fields.cpp practice_plot.h practice_plot.cpp practice_progress_page.h practice_progress_page.cpp
          practice_replay.h practice_replay.cpp
          practice_window.h practice_window.cpp
  PUBLIC app_session app_canvas core_practice core_inference Qt6::Widgets
  PRIVATE app_panels core_base core_condition core_edit core_imaging core_io core_metrics opencv_imgproc)
sonosketch_qt(app_practice)
