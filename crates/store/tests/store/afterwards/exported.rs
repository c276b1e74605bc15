//! What followed, as exports read it.

use kakou_store::{StoreError, TallyGiven};
use kakou_test_support::{county, tablet_of};

use super::support::{reminded, tally, unattended};
#[test]
fn what_followed_is_exported_page_by_page_to_its_end() {
    let tablet = tablet_of(&county());
    let (visit, _) = unattended(&tablet, "白营村", "2020-02-14T09:00:00+08:00");
    for _ in 0..201 {
        let reminded = reminded(visit, "村主任");
        tablet.disposition_record(reminded).unwrap();
    }
    for shift in 0..401 {
        let given = TallyGiven {
            shift: format!("第{shift}班"),
            ..tally("白营村", 14 + shift % 2, 1)
        };
        tablet.tally_record(given).unwrap();
    }
    let (mut dispositions, mut tallies) = (Vec::new(), Vec::new());
    let read = tablet.snapshot(|snapshot| -> Result<(), StoreError> {
        let mut after = None;
        loop {
            let page = snapshot.dispositions(after.as_deref())?;
            assert!(page.rows.iter().all(|one| one.site.is_some()));
            dispositions.extend(page.rows.into_iter().map(|one| one.view.id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        loop {
            let page = snapshot.tallies(after.as_deref())?;
            tallies.extend(page.rows.into_iter().map(|one| (one.recorded.day, one.id)));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(snapshot.disposition_total()?, 201);
        assert_eq!(snapshot.tally_total()?, 401);
        let bad = snapshot.tallies(Some("x")).unwrap_err();
        assert_eq!(bad.code(), "bad-cursor");
        Ok(())
    });
    read.unwrap();
    assert_eq!((dispositions.len(), tallies.len()), (201, 401));
    assert!(dispositions.is_sorted() && tallies.is_sorted());
}
