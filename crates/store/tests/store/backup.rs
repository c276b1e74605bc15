//! Backup and restore of a county's server.

use std::fs;

use kakou_domain::Clock;
use kakou_store::Store;
use kakou_test_support::{Folder, TestClock, county};

fn quiet(_done: u64, _all: u64) {}

fn backed_up(county: &Folder) -> std::path::PathBuf {
    let file = county.dir.path().join("county.backup");
    county.back_up(&file, &mut quiet).unwrap();
    file
}

#[test]
fn a_backup_is_one_file_for_its_owner_and_never_overwrites() {
    let county = county();
    let file = backed_up(&county);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let before = fs::read(&file).unwrap();
    let again = county.back_up(&file, &mut quiet).unwrap_err();
    assert_eq!(again.code(), "file");
    assert_eq!(fs::read(&file).unwrap(), before);
    let names = fs::read_dir(county.dir.path()).unwrap();
    let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["county", "county.backup"]);
}

#[test]
fn receipts_know_what_a_backup_holds() {
    let county = county();
    let author = county.author().unwrap();
    backed_up(&county);
    let row = county.journal(author).unwrap().unwrap();
    assert_eq!(row.backed_up, row.seq);
}

#[test]
fn a_restored_server_has_everything_a_new_epoch_and_sets_the_old_folder_aside() {
    let county = county();
    let file = backed_up(&county);
    let (epoch, word, author) = (
        county.epoch().unwrap(),
        county.headquarters().unwrap(),
        county.author().unwrap(),
    );
    let sites = county.register().unwrap();
    let folder = county.folder().to_owned();
    let Folder { dir, clock, .. } = county;
    let aside = Store::restore(&file, &folder, clock.clone()).unwrap();
    assert!(aside.unwrap().join("kakou.db").is_file());
    let restored = Store::open(&folder, clock).unwrap();
    assert_ne!(restored.epoch().unwrap(), epoch);
    assert_ne!(restored.author().unwrap(), author);
    assert_eq!(restored.headquarters().unwrap().server_key, word.server_key);
    assert_eq!(restored.headquarters().unwrap().authors.len(), 2);
    assert_eq!(restored.register().unwrap(), sites);
    assert!(restored.verify().unwrap().ok);
    let bytes = fs::read(folder.join("kakou.db")).unwrap();
    let secret = fs::read(folder.join("keys/server.key")).unwrap();
    assert!(!bytes.windows(32).any(|part| part == secret));
    drop(dir);
}

#[test]
fn what_is_no_backup_is_refused_and_the_folder_stays() {
    let county = county();
    let file = backed_up(&county);
    let whole = fs::read(&file).unwrap();
    let wrong = county.dir.path().join("wrong");
    let folder = county.folder().to_owned();
    let clock: std::sync::Arc<dyn Clock> = TestClock::new();
    for (bytes, codes) in [
        (b"not a backup".to_vec(), &["not-a-backup"][..]),
        (Vec::new(), &["not-a-backup"]),
        (fs::read(county.database()).unwrap(), &["not-a-backup"]),
        (
            whole[..whole.len() / 2].to_vec(),
            &["damaged", "file", "not-a-backup"],
        ),
    ] {
        fs::write(&wrong, bytes).unwrap();
        let refused = Store::restore(&wrong, &folder, clock.clone()).unwrap_err();
        assert!(codes.contains(&refused.code()), "{refused}");
    }
    let absent = county.dir.path().join("absent");
    let refused = Store::restore(&absent, &folder, clock.clone()).unwrap_err();
    assert_eq!(refused.code(), "file");
    assert!(!county.dir.path().join("county.making").exists());
    assert!(Store::open(&folder, clock).unwrap().verify().unwrap().ok);
}
