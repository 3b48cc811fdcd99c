//! Where the policy's module allocates.
//!
//! Every request gets an instance of its own, so what an allocator does at first is done for every request. The usual one begins
//! with a call to grow the memory; this one begins with memory that is there from the start (the linker's `--initial-heap`), and
//! takes it in small parts, since a host finds a page for an instance when the instance first writes to it.

#![allow(unsafe_code, reason = "an allocator hands out memory")]

use std::alloc::Layout;
use std::arch::wasm32::{memory_grow, memory_size};
use std::ptr::NonNull;

use talc::base::Talc;
use talc::base::binning::Binning;
use talc::cell::TalcSyncCell;
use talc::source::Source;
use talc::wasm::WasmBinning;

/// The bytes of WebAssembly's unit of memory.
const UNIT: usize = 64 << 10;
/// The fewest bytes that the heap grows by: a page of most hosts.
const LEAST: usize = 4 << 10;
/// More bytes than the allocator keeps beside a value.
const BESIDE: usize = 256;

#[global_allocator]
static ALLOCATOR: TalcSyncCell<Heap, WasmBinning> = TalcSyncCell::new_wasm(Heap { end: None });

/// The one heap, which begins where the linker has left off.
#[derive(Debug)]
struct Heap {
    end: Option<NonNull<u8>>,
}

// SAFETY: it allocates nothing itself.
unsafe impl Source for Heap {
    fn acquire<B: Binning>(talc: &mut Talc<Self, B>, layout: Layout) -> Result<(), ()> {
        unsafe extern "C" {
            static __heap_base: u8;
        }
        let start = &raw const __heap_base as usize;
        let from = talc.source.end.map_or(start, |end| end.as_ptr() as usize);
        let needed = layout.size() + layout.align() + BESIDE;
        // In parts that grow with it, so that there are few.
        let to = from.saturating_add(needed.max(LEAST).max((from - start) / 4));
        let missing = to.div_ceil(UNIT).saturating_sub(memory_size::<0>());
        if missing > 0 && memory_grow::<0>(missing) == usize::MAX {
            return Err(());
        }
        // SAFETY: the memory up to there is there, and nobody else's.
        talc.source.end = match talc.source.end {
            None => unsafe { talc.claim(start as *mut u8, to - start) },
            Some(end) => Some(unsafe { talc.extend(end, to as *mut u8) }),
        };
        Ok(())
    }
}
