//! The log beside a damaged database. SQLite believes it up to the first frame whose checksum does
//! not hold; what stands behind a damaged frame was committed all the same, so it is looked at, too.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

use super::pages::USUAL_SIZE;

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// Both byte orders of the checksums begin so; the last bit says which.
const MAGIC: u32 = 0x377f_0682;

/// Where the log has pages.
#[derive(Debug, Default)]
pub(super) struct Log {
    /// The size of a page, when there is a log that says so.
    pub(super) page_size: Option<usize>,
    /// Pages as the last commit before any damage left them, by the place of their bytes.
    pub(super) committed: BTreeMap<u32, u64>,
    /// Pages of frames behind a damaged one, oldest first: the page and the place of its bytes.
    pub(super) loose: Vec<(u32, u64)>,
    /// Transactions that ended behind a damaged frame.
    pub(super) commits_lost: usize,
}

impl Log {
    /// Reads a log; one that is not there, or is none, has no pages.
    pub(super) fn read(path: &Path) -> std::io::Result<Self> {
        let mut file = match File::open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            file => file?,
        };
        let mut header = [0; HEADER];
        if !filled(&mut file, &mut header)? {
            return Ok(Self::default());
        }
        let mut reader = Reader::after(&header);
        let stated = reader.sound.then(|| number(&header, 8) as usize);
        let size = stated.unwrap_or(USUAL_SIZE);
        let mut frame = vec![0; FRAME_HEADER + size];
        if reader.salts.is_empty() {
            reader.salts = newest_salts(&mut file, &mut frame)?;
        }
        let mut place = HEADER as u64;
        while filled(&mut file, &mut frame)? {
            reader.take(&frame, place + FRAME_HEADER as u64);
            place += frame.len() as u64;
        }
        Ok(Self {
            page_size: stated,
            ..reader.log
        })
    }

    /// Whether a transaction is lost that was acknowledged. A power cut may tear the last one,
    /// which nobody was told of; the one before it was on the disk when the last one began.
    pub(super) fn lost_acknowledged(&self) -> bool {
        self.commits_lost >= 2
    }
}

#[derive(Default)]
struct Reader {
    sums: Sums,
    salts: Vec<u8>,
    sound: bool,
    /// Pages of a transaction whose end has not come.
    open: Vec<(u32, u64)>,
    log: Log,
}

impl Reader {
    /// Of a damaged header not even the salts are believed, and every frame is loose.
    fn after(header: &[u8; HEADER]) -> Self {
        let big_endian = number(header, 0) & 1 == 1;
        let empty = Sums {
            big_endian,
            pair: (0, 0),
        };
        let sums = empty.over(&header[..24]);
        let sound = sums.pair == (number(header, 24), number(header, 28))
            && number(header, 0) & !1 == MAGIC;
        Self {
            sums,
            salts: match sound {
                true => header[16..24].to_vec(),
                false => Vec::new(),
            },
            sound,
            ..Self::default()
        }
    }

    fn take(&mut self, frame: &[u8], place: u64) {
        // Frames with other salts are left over from before the log began anew.
        if frame[8..16] != self.salts[..] {
            self.sound = false;
            return;
        }
        let (page, commit) = (number(frame, 0), number(frame, 4) != 0);
        let sums = self.sums.over(&frame[..8]).over(&frame[FRAME_HEADER..]);
        self.sound &= sums.pair == (number(frame, 16), number(frame, 20));
        if !self.sound {
            self.log.loose.push((page, place));
            self.log.commits_lost += usize::from(commit);
            return;
        }
        self.sums = sums;
        self.open.push((page, place));
        if commit {
            self.log.committed.extend(self.open.drain(..));
        }
    }
}

/// SQLite's checksum: two sums that run over pairs of numbers.
#[derive(Clone, Copy, Default)]
struct Sums {
    big_endian: bool,
    pair: (u32, u32),
}

impl Sums {
    fn over(mut self, bytes: &[u8]) -> Self {
        let read = |four: &[u8]| {
            let four = [four[0], four[1], four[2], four[3]];
            match self.big_endian {
                true => u32::from_be_bytes(four),
                false => u32::from_le_bytes(four),
            }
        };
        let (mut one, mut two) = self.pair;
        for eight in bytes.chunks_exact(8) {
            one = one.wrapping_add(read(&eight[..4])).wrapping_add(two);
            two = two.wrapping_add(read(&eight[4..])).wrapping_add(one);
        }
        self.pair = (one, two);
        self
    }
}

/// The salts of the newest frames: the first of the two goes up by one each time the log begins
/// anew. Those that stand alone are damage.
fn newest_salts(file: &mut File, frame: &mut [u8]) -> std::io::Result<Vec<u8>> {
    let mut seen: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    while filled(file, frame)? {
        *seen.entry(frame[8..16].to_vec()).or_default() += 1;
    }
    file.seek(SeekFrom::Start(HEADER as u64))?;
    let alone = seen.values().all(|count| *count == 1);
    let salts = seen
        .into_iter()
        .rev()
        .find(|(_, count)| alone || *count > 1);
    Ok(salts.map(|(salts, _)| salts).unwrap_or_default())
}

fn number(bytes: &[u8], at: usize) -> u32 {
    let four = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
    u32::from_be_bytes(four)
}

/// Reads as many bytes as there is room for; `false` at the end of the file.
fn filled(file: &mut File, bytes: &mut [u8]) -> std::io::Result<bool> {
    match file.read_exact(bytes) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        read => read.map(|()| true),
    }
}
