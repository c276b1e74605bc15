//! The system's fonts: the app carries none of its own.

use std::sync::LazyLock;

use typst::text::FontBook;
use typst_kit::fonts::{self, FontStore};

use crate::error::{ReportError, Result};

/// Fonts for simplified Chinese as systems call them, the best for print first.
const CHINESE: [&str; 16] = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "HarmonyOS Sans SC",
    "MiSans",
    "Hiragino Sans GB",
    "Heiti SC",
    "DengXian",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "Noto Serif CJK SC",
    "SimSun",
];
/// A font that has these has what a slip needs.
const NEEDED: &str = "督查问题交办单，。“”";

static FONTS: LazyLock<FontStore> = LazyLock::new(|| {
    let mut store = FontStore::new();
    store.extend(fonts::system());
    #[cfg(target_os = "android")]
    store.extend(fonts::scan(std::path::Path::new("/system/fonts")));
    store
});

/// All fonts of this system; looked for once.
pub(crate) fn installed() -> &'static FontStore {
    &FONTS
}

/// The family in which papers are set.
///
/// # Errors
/// `no-chinese-font` when none has Chinese characters.
pub(crate) fn chinese(book: &FontBook) -> Result<String> {
    let known = CHINESE
        .iter()
        .find(|family| book.contains_family(&family.to_lowercase()));
    let any = || {
        let mut families = book.families();
        families.find_map(|(family, mut faces)| {
            let covers = faces.any(|index| {
                let info = book.info(index);
                info.is_some_and(|info| NEEDED.chars().all(|c| info.coverage.contains(c.into())))
            });
            covers.then(|| family.to_owned())
        })
    };
    known
        .map(|family| (*family).to_owned())
        .or_else(any)
        .ok_or(ReportError::NoChineseFont)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_without_a_chinese_font_is_told_so() {
        let error = chinese(&FontBook::new()).unwrap_err();
        assert_eq!(error.code(), "no-chinese-font");
    }
}
