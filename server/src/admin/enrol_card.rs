//! An enrolment code as a card to print or to send as a picture.

use chrono::{DateTime, FixedOffset};
use qrcode::{Color, QrCode};

/// Modules of white around the code; a reader asks for four.
const QUIET: usize = 4;
const WIDTH: usize = 420;
const SIDE: usize = 340;
/// The same faces as the app's.
const FONT: &str = "'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif";

/// What stands on a card.
pub(super) struct Card<'a> {
    pub(super) division: &'a str,
    pub(super) code: &'a str,
    pub(super) url: Option<&'a str>,
    pub(super) uses: u32,
    pub(super) expires: DateTime<FixedOffset>,
}

impl Card<'_> {
    /// As SVG, with everything that a person types when the picture cannot be read.
    pub(super) fn svg(&self, qr: &QrCode) -> String {
        let lines = [
            format!("接入码 {}", self.code),
            self.url
                .map(|url| format!("服务器 {url}"))
                .unwrap_or_default(),
            format!(
                "限 {} 台，{} 前有效",
                self.uses,
                self.expires.format("%Y年%-m月%-d日 %H:%M")
            ),
            "在平板的「接入县服务器」里扫描，或从图片读取。".to_owned(),
        ];
        let top = 56 + SIDE + 28;
        let shown = lines.iter().filter(|line| !line.is_empty()).enumerate();
        let text: String = shown
            .map(|(n, line)| line_of(top + n * 26, 15, line))
            .collect();
        let title = line_of(36, 22, &format!("卡口督查 · {}", self.division));
        let height = top + lines.len() * 26;
        let (path, modules) = (path(qr), qr.width() + 2 * QUIET);
        let left = (WIDTH - SIDE) / 2;
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">
<rect width="{WIDTH}" height="{height}" fill="#fff"/>
{title}<svg x="{left}" y="56" width="{SIDE}" height="{SIDE}" viewBox="0 0 {modules} {modules}" shape-rendering="crispEdges"><path d="{path}"/></svg>
{text}</svg>
"##
        )
    }
}

fn line_of(y: usize, size: usize, text: &str) -> String {
    let (x, text) = (WIDTH / 2, escaped(text));
    format!(
        "<text x=\"{x}\" y=\"{y}\" font-family=\"{FONT}\" font-size=\"{size}\" text-anchor=\"middle\">{text}</text>\n"
    )
}

fn path(qr: &QrCode) -> String {
    let modules = qr.to_colors().into_iter().enumerate();
    modules
        .filter(|(_, color)| *color == Color::Dark)
        .map(|(n, _)| {
            let (x, y) = (n % qr.width() + QUIET, n / qr.width() + QUIET);
            format!("M{x} {y}h1v1h-1z")
        })
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_says_in_words_what_its_picture_says() {
        let qr = QrCode::new("kakou:enrol").unwrap();
        let card = Card {
            division: "白营镇",
            code: "AAAA-BBBB",
            url: Some("https://a.cn/?x=1&y=<2>"),
            uses: 3,
            expires: DateTime::parse_from_rfc3339("2020-02-14T09:30:00+08:00").unwrap(),
        };
        let svg = card.svg(&qr);
        for line in [
            "卡口督查 · 白营镇",
            "接入码 AAAA-BBBB",
            "服务器 https://a.cn/?x=1&amp;y=&lt;2&gt;",
            "限 3 台，2020年2月14日 09:30 前有效",
        ] {
            assert!(svg.contains(line), "{line}");
        }
        let dark = qr
            .to_colors()
            .iter()
            .filter(|color| **color == Color::Dark)
            .count();
        assert_eq!(svg.matches("h1v1h-1z").count(), dark);
    }
}
