//! A county's database that is damaged is refused, repaired by the command, and serves again.

use crate::support::Desk;

/// Without its first page nothing of it can be opened.
fn without_its_first_page(desk: &Desk) -> Vec<u8> {
    let database = desk.county().join("kakou.db");
    let mut bytes = std::fs::read(&database).unwrap();
    bytes[..4096].fill(0);
    std::fs::write(&database, &bytes).unwrap();
    bytes
}

#[test]
fn a_damaged_county_is_refused_and_repaired_and_serves_as_before() {
    let desk = Desk::tangyin();
    let before = desk.run(&["status"]).json();
    let damaged = without_its_first_page(&desk);
    let told = desk.run(&["verify"]).fails("damaged");
    assert!(told.contains("repair"), "it says what to do: {told}");

    let repaired = desk.run(&["repair"]).json();
    assert_eq!(repaired["kept"], before["entries"]);
    assert_eq!(
        (&repaired["missing"], &repaired["successor"]),
        (&0.into(), &false.into())
    );
    let aside = repaired["set_aside"].as_str().unwrap();
    assert!(std::fs::read(aside).unwrap() == damaged, "it was altered");

    desk.run(&["verify"]).good();
    assert_eq!(desk.run(&["status"]).json(), before);
    let again = desk.run(&["repair"]).good();
    assert!(again.contains("nothing was done"), "{again}");
    let serving = desk.run(&["serve", "--listen", "127.0.0.1:0"]).listening();
    assert!(serving.url.starts_with("http://127.0.0.1:"));
}
