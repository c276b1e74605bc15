//! Papers made of visits: the hand-over slip (交办单) as a picture and as a PDF, the flash report
//! (快报) as a paragraph, the whole record as a PDF, and the bulletin (通报) of a round. And exports:
//! subjects as tables, workbooks, map layers and lines.
//!
//! It reads the store and writes nothing but the options of a slip and the file that it is asked
//! for. What a finding is and which sentences are said together is decided by `kakou-domain`.
//! Whatever a user typed reaches the typesetter as data and never as code, and the files of
//! evidence are only read: a stamp is drawn over a photo in the paper.

pub mod bulletin;
mod compose;
mod daily;
mod dates;
mod error;
pub mod export;
mod flash;
mod fonts;
mod language;
mod options;
mod record;
mod save;
mod sheet;
mod signature;
mod slip;
mod subject;
mod text;
mod typeset;

pub use bulletin::{BulletinDocument, BulletinForm};
pub use compose::{
    Bulletin, BulletinAsked, BulletinHeading, BulletinPreview, BulletinTotals, ProblemOrder,
    Standing, check, draw_up, issue, issued_bulletin, remember_heading, standing, usual_heading,
};
pub use daily::daily;
pub use error::{ReportError, Result};
pub use flash::flash;
pub use language::Language;
pub use options::{SlipOptions, options, remember};
pub use record::record_pdf;
pub use save::{PaperKind, file_name, save, whole};
pub use slip::{SlipForm, slip};
