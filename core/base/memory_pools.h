// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the threads of a process take their memory from. The C library of GNU has eight pools for each
// processor, and what one has free is of no use to another; nor is the room of a large buffer in a pool, once
// something small lies behind it. Under full load a window that receives took 350 MB on two processors and
// grew for half an hour, with 100 to 170 MB in use. With one pool for each processor, and no buffer of 128
// KiB and more in any (the bodies of requests among them), it takes 150 to 180 MB; importing is as fast. For
// the beginning of a program, before it has threads.
#pragma once

namespace spanloupe {

/// Without effect where there is another C library.
void limitMemoryPools();

}  // namespace spanloupe
