//! The device's own parts.

use kakou_domain::Fix;
use tauri::State;
use tauri::ipc::Channel;

use crate::fault::CommandFault;
use crate::platform::{
    ABILITIES, Abilities, Device, Dialler, Permit, Permits, Permitted, Receiver, Screen,
};
use crate::shell::Answer;

/// The longest number, in digits.
const LONGEST_NUMBER: usize = 24;

#[tauri::command]
pub(crate) fn abilities() -> Abilities {
    ABILITIES
}

/// Whether the app may use a part, without asking anybody.
#[tauri::command]
pub(crate) async fn permitted(device: State<'_, Device>, what: Permit) -> Answer<Permitted> {
    device.permitted(what).await
}

/// Asks the person; the page has said why.
#[tauri::command]
pub(crate) async fn permission_ask(device: State<'_, Device>, what: Permit) -> Answer<Permitted> {
    device.ask(what).await
}

/// Tells every fix until `position_rest`.
#[tauri::command]
pub(crate) async fn position_watch(device: State<'_, Device>, told: Channel<Fix>) -> Answer<()> {
    let tell = move |fix| {
        if let Err(error) = told.send(fix) {
            tracing::debug!(%error, "a fix was not heard");
        }
    };
    device.watch(tell).await
}

#[tauri::command]
pub(crate) async fn position_rest(device: State<'_, Device>) -> Answer<()> {
    device.rest().await
}

/// Shows a number in the app for calls.
#[tauri::command]
pub(crate) async fn dial(device: State<'_, Device>, number: String) -> Answer<()> {
    let number = plain(&number).ok_or_else(|| CommandFault::new("no-number", &number.len()))?;
    device.dial(&number).await
}

/// A number and nothing else: no codes for the network (`*#`), which an app for calls may obey at
/// once, and no other address.
fn plain(number: &str) -> Option<String> {
    let number: String = number
        .chars()
        .filter(|sign| !" -()".contains(*sign))
        .collect();
    let digits = number.strip_prefix('+').unwrap_or(&number);
    let all = digits.bytes().all(|sign| sign.is_ascii_digit());
    (all && (3..=LONGEST_NUMBER).contains(&digits.len())).then_some(number)
}

/// Keeps the screen on while somebody writes a visit.
#[tauri::command]
pub(crate) async fn keep_on(device: State<'_, Device>, on: bool) -> Answer<()> {
    device.keep_on(on).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_are_dialled() {
        assert_eq!(plain("0372-6221 234").as_deref(), Some("03726221234"));
        assert_eq!(
            plain("+86 138 0000 0000").as_deref(),
            Some("+8613800000000")
        );
        assert_eq!(plain("110").as_deref(), Some("110"));
        for wrong in [
            "",
            "1",
            "*#06#",
            "tel:110",
            "110;ext=1",
            "１１０",
            &"1".repeat(25),
        ] {
            assert_eq!(plain(wrong), None, "{wrong}");
        }
    }
}
