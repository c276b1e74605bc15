//! What the system tells of a process's memory.

/// The most that a process has had, in bytes, by its id or `self`; 0 where the system does not tell.
pub(crate) fn peak(process: &str) -> u64 {
    told(process, "status", "VmHWM:")
}

/// What a process holds now, in bytes, with its share of what it has in common with others; 0 for
/// one that is gone.
pub(crate) fn share(process: u32) -> u64 {
    told(&process.to_string(), "smaps_rollup", "Pss:")
}

fn told(process: &str, file: &str, name: &str) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/{file}")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok());
    kilobytes.unwrap_or(0_u64) * 1024
}
