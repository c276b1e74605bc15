//! Whether a template may be published. Each fault names its place, so that who wrote the file
//! finds it.

mod circle;
mod codes;
mod conditions;
mod fault;
mod normal;
mod rules;
mod scope;
mod sentences;
mod texts;

pub use fault::{TemplateFault, Wrong};

use fault::Faults;
use scope::Scope;

use super::Template;

impl Template {
    /// Whether it may be published: every name known and used for what it is, no circle, every
    /// category said in words, every limit kept.
    ///
    /// # Errors
    /// All faults that are found, in the order of the checks.
    pub fn check(&self) -> Result<(), Vec<TemplateFault>> {
        let mut faults = Faults::default();
        let scope = Scope::of(self);
        codes::check(self, &mut faults);
        texts::check(self, &mut faults);
        conditions::check(self, &scope, &mut faults);
        circle::check(self, &mut faults);
        rules::check(self, &mut faults);
        sentences::check(self, &scope, &mut faults);
        normal::check(self, &mut faults);
        faults.result()
    }
}
