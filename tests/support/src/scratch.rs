//! Where stores of tests lie.

use std::path::Path;

use tempfile::TempDir;

/// A file system in memory, where there is one: each transaction of a store is synced to the disk
/// before it counts, and a test does not outlive a power cut.
const MEMORY: &str = "/dev/shm";
/// Only where so many bytes are free there: some containers have next to none.
const ENOUGH: u64 = 512 << 20;

/// A folder that goes away by itself.
pub(crate) fn scratch() -> TempDir {
    let memory = Path::new(MEMORY);
    let made = match fs4::available_space(memory) {
        Ok(free) if free >= ENOUGH => tempfile::tempdir_in(memory),
        _ => tempfile::tempdir(),
    };
    made.unwrap()
}
