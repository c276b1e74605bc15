//! The county's server: set-up, enrolment, journals, feed, review, backup.

pub mod import;
