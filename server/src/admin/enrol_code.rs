//! `enrol-code`: gives out an enrolment code. The code stands alone on the first line.

use std::fs;
use std::io::{IsTerminal, stdout};
use std::path::PathBuf;

use chrono::{Duration, SecondsFormat};
use kakou_domain::DivisionCode;
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use serde_json::json;

use super::desk::{Desk, Form, check_division};
use super::enrol_card::Card;
use crate::error::ServerError;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What the tablets may see: the code of the county, a township or a village
    #[arg(long, value_name = "CODE")]
    division: DivisionCode,
    /// How many tablets may enrol with it
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
    uses: u32,
    /// For how many hours it holds
    #[arg(long, value_name = "N", default_value_t = 72,
          value_parser = clap::value_parser!(u32).range(1..=8760))]
    valid_hours: u32,
    /// Where tablets reach the server, for the QR code
    #[arg(long)]
    url: Option<String>,
    /// Also write a card with the QR code to this file, to print or to send as a picture
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<(), ServerError> {
    let store = desk.open_up_to_date()?;
    check_division(&store, &args.division)?;
    let valid = Duration::hours(i64::from(args.valid_hours));
    let until = store.clock().now() + valid;
    let expires = until.to_rfc3339_opts(SecondsFormat::Secs, false);
    let code = store.give_code(&args.division, args.uses, valid)?;
    let scanned = match &args.url {
        Some(url) => format!("kakou:enrol?url={}&code={code}", percent_encoded(url)),
        None => code.clone(),
    };
    let qr = QrCode::new(&scanned).map_err(|_| ServerError::TooLongForQr)?;
    if let Some(file) = &args.svg {
        let names = store.register()?.divisions;
        let card = Card {
            division: names.get(&args.division).map_or("", String::as_str),
            code: &code,
            url: args.url.as_deref(),
            uses: args.uses,
            expires: until,
        };
        fs::write(file, card.svg(&qr)).map_err(|error| ServerError::file(file, error))?;
    }
    let document = json!({
        "code": code,
        "division": args.division,
        "uses": args.uses,
        "expires_at": expires,
        "qr": scanned,
    });
    let mut text = format!(
        "{code}\ndivision {}, uses {}, until {expires}\n",
        args.division, args.uses
    );
    if desk.form == Form::Text && stdout().is_terminal() {
        text.push_str(&picture(&qr));
    }
    desk.print(&document, &text)
}

/// For a terminal. Terminals are dark: what is dark on paper stays unlit.
fn picture(qr: &QrCode) -> String {
    let mut picture = qr.render::<Dense1x2>();
    picture
        .dark_color(Dense1x2::Light)
        .light_color(Dense1x2::Dark)
        .build()
}

/// So that an address can stand as a value in another one.
fn percent_encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stands_whole_within_another() {
        assert_eq!(
            percent_encoded("https://a.cn:8710/?x=督"),
            "https%3A%2F%2Fa.cn%3A8710%2F%3Fx%3D%E7%9D%A3"
        );
    }
}
