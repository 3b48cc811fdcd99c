//! The allocator of the policy's module.
//!
//! Each request gets a new instance, so every request pays for the allocator's startup. The default allocator starts by growing the
//! memory. This one starts with the memory reserved by the linker (`--initial-heap`) and claims it in small parts, because the host
//! allocates a page of memory when the instance first writes to it.

#![allow(unsafe_code, reason = "an allocator hands out memory")]

use std::alloc::Layout;
use std::arch::wasm32::{memory_grow, memory_size};
use std::ptr::NonNull;

use talc::base::Talc;
use talc::base::binning::Binning;
use talc::cell::TalcSyncCell;
use talc::source::Source;
use talc::wasm::WasmBinning;

/// The page size of WebAssembly, in bytes.
const UNIT: usize = 64 << 10;
/// The minimum number of bytes that the heap grows by: the page size of most hosts.
const LEAST: usize = 4 << 10;
/// An upper bound for the allocator's overhead per allocation, in bytes.
const BESIDE: usize = 256;

#[global_allocator]
static ALLOCATOR: TalcSyncCell<Heap, WasmBinning> = TalcSyncCell::new_wasm(Heap { end: None });

/// The heap, which starts at the linker's `__heap_base`.
#[derive(Debug)]
struct Heap {
    end: Option<NonNull<u8>>,
}

// SAFETY: `acquire` does not allocate.
unsafe impl Source for Heap {
    fn acquire<B: Binning>(talc: &mut Talc<Self, B>, layout: Layout) -> Result<(), ()> {
        unsafe extern "C" {
            static __heap_base: u8;
        }
        let start = &raw const __heap_base as usize;
        let from = talc.source.end.map_or(start, |end| end.as_ptr() as usize);
        let needed = layout.size() + layout.align() + BESIDE;
        // The parts grow with the heap, so that there are few of them.
        let to = from.saturating_add(needed.max(LEAST).max((from - start) / 4));
        let missing = to.div_ceil(UNIT).saturating_sub(memory_size::<0>());
        if missing > 0 && memory_grow::<0>(missing) == usize::MAX {
            return Err(());
        }
        // SAFETY: the memory up to `to` exists, and only this heap uses it.
        talc.source.end = match talc.source.end {
            None => unsafe { talc.claim(start as *mut u8, to - start) },
            Some(end) => Some(unsafe { talc.extend(end, to as *mut u8) }),
        };
        Ok(())
    }
}
