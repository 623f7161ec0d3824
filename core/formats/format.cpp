// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/format.h"

namespace spanloupe::formats {

std::shared_ptr<const PieceContext> Format::contextOf(Signal) const { return nullptr; }

std::unique_ptr<SpanWriter> Format::writer(Output&) const { return nullptr; }

Result<void> FileAssembler::append(Signal, std::string_view part) { return m_output.write(part); }

std::unique_ptr<FileAssembler> Format::assembler(Output&, bool) const { return nullptr; }

}  // namespace spanloupe::formats
