//! Papers made of visits.
