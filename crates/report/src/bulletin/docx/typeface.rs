//! The typefaces that GB/T 9704-2012 names, and what stands in for them. They are not ours to
//! carry: the document names them, and Word takes an alternative where one is missing.

use docx_rs::RunFonts;

/// A typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typeface {
    /// Titles and the red mark.
    Title,
    /// The text.
    Text,
    /// Headings of the first level.
    Bold,
    /// Headings of the second level.
    Script,
    /// Page numbers.
    Number,
}

pub(super) const ALL: [Typeface; 5] = [
    Typeface::Title,
    Typeface::Text,
    Typeface::Bold,
    Typeface::Script,
    Typeface::Number,
];

impl Typeface {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Title => "方正小标宋简体",
            Self::Text => "仿宋_GB2312",
            Self::Bold => "黑体",
            Self::Script => "楷体_GB2312",
            Self::Number => "宋体",
        }
    }

    /// What is taken when there is none of that name, in this order.
    pub(super) fn alternatives(self) -> &'static str {
        match self {
            Self::Title => "FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋,STZhongsong,宋体,SimSun",
            Self::Text => "FangSong_GB2312,仿宋,FangSong,华文仿宋,STFangsong",
            Self::Bold => "SimHei,华文黑体,STHeiti",
            Self::Script => "KaiTi_GB2312,楷体,KaiTi,华文楷体,STKaiti",
            Self::Number => "SimSun,华文宋体,STSong",
        }
    }

    /// What is nearest to it among the fonts of a Linux system.
    pub(super) fn last_resorts(self) -> [&'static str; 4] {
        match self {
            Self::Title | Self::Text | Self::Number => [
                "Noto Serif CJK SC",
                "Noto Serif SC",
                "Source Han Serif SC",
                "AR PL UMing CN",
            ],
            Self::Script => [
                "LXGW WenKai",
                "AR PL UKai CN",
                "Noto Serif CJK SC",
                "Source Han Serif SC",
            ],
            Self::Bold => [
                "Noto Sans CJK SC",
                "Noto Sans SC",
                "Source Han Sans SC",
                "WenQuanYi Zen Hei",
            ],
        }
    }

    /// Word's class of it, for a choice by likeness.
    pub(super) fn family(self) -> &'static str {
        match self {
            Self::Title | Self::Number => "roman",
            Self::Text | Self::Bold => "modern",
            Self::Script => "script",
        }
    }

    /// For Chinese and for the digits in it; a quotation mark is taken for a Chinese one.
    pub(super) fn fonts(self) -> RunFonts {
        let name = self.name();
        RunFonts::new()
            .ascii(name)
            .hi_ansi(name)
            .east_asia(name)
            .cs(name)
            .hint("eastAsia")
    }
}
