//! What Rust, Kotlin, the manifest and the capabilities say of each other on Android. No compiler
//! here sees all of them: a name that is written differently in two places would only be found on a
//! tablet.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where it is"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use kakou_sync::Next;
use serde_json::{Value, json};

const PACKAGE: &str = "cn.kakou.app";
const RUST: [&str; 3] = [
    "src/platform/android/tablet.rs",
    "src/platform/android/position.rs",
    "src/platform/android/job.rs",
];

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn android(path: &str) -> String {
    read(&format!("gen/android/app/src/main/{path}"))
}

fn kotlin(class: &str) -> String {
    android(&format!("java/{}/{class}.kt", PACKAGE.replace('.', "/")))
}

/// What stands between `before` and `after`, at every place.
fn all(text: &str, before: &str, after: char) -> BTreeSet<String> {
    let parts = text.split(before).skip(1);
    parts
        .map(|part| part.split(after).next().unwrap().to_owned())
        .collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn the_manifest_asks_for_what_the_product_needs_and_for_nothing_else() {
    let manifest = android("AndroidManifest.xml");
    let asked: BTreeSet<_> = manifest
        .split("<uses-permission")
        .skip(1)
        .map(|part| part.split('>').next().unwrap())
        .filter(|part| !part.contains("tools:node=\"remove\""))
        .flat_map(|part| all(part, "android:name=\"android.permission.", '"'))
        .collect();
    let needed = [
        "ACCESS_COARSE_LOCATION",
        "ACCESS_FINE_LOCATION",
        "ACCESS_NETWORK_STATE",
        "CAMERA",
        "INTERNET",
        "POST_NOTIFICATIONS",
        "RECEIVE_BOOT_COMPLETED",
    ];
    assert_eq!(asked, set(&needed));
    // What Kotlin asks a person for, the manifest names.
    let asks = all(&kotlin("TabletPlugin"), "Manifest.permission.", ']');
    assert_eq!(asks, set(&["CAMERA", "POST_NOTIFICATIONS"]));
    assert!(asks.is_subset(&asked));
}

#[test]
fn the_manifest_names_the_classes_that_there_are() {
    let manifest = android("AndroidManifest.xml");
    for class in ["MainActivity", "SyncJob"] {
        assert!(
            manifest.contains(&format!("android:name=\".{class}\"")),
            "{class}"
        );
        let kotlin = kotlin(class);
        assert!(
            kotlin.starts_with(&format!("package {PACKAGE}\n")),
            "{class}"
        );
        assert!(kotlin.contains(&format!("\nclass {class} : ")), "{class}");
    }
    assert!(manifest.contains("android.permission.BIND_JOB_SERVICE"));
    assert!(manifest.contains("android:allowBackup=\"false\""));
    assert!(manifest.contains("android:usesCleartextTraffic=\"false\""));
}

#[test]
fn kotlin_calls_the_function_that_rust_exports() {
    let run = kotlin("SyncRun");
    let called = all(&run, "external fun ", '(');
    assert_eq!(called, set(&["sync"]));
    let exported = format!("fn Java_{}_SyncRun_sync<", PACKAGE.replace('.', "_"));
    assert!(read("src/platform/android/job.rs").contains(&exported));
    assert!(run.contains("external fun sync(folder: String, unmetered: Boolean): Int"));
    let library = all(&run, "System.loadLibrary(\"", '"');
    for name in library {
        assert!(
            read("Cargo.toml").contains(&format!("name = \"{name}\"")),
            "{name}"
        );
    }
    // Rust looks at this field.
    assert!(run.contains("var stopped = false"));
    for (name, next) in [
        ("DONE", Next::Done),
        ("AGAIN", Next::Again),
        ("PERSON", Next::Person),
    ] {
        let line = format!("const val {name} = {}\n", next as i32);
        assert!(run.contains(&line), "{line}");
    }
}

#[test]
fn rust_asks_kotlin_for_the_commands_that_there_are() {
    let plugin = kotlin("TabletPlugin");
    let asked: BTreeSet<_> = RUST
        .iter()
        .map(|file| read(file))
        .flat_map(|text| {
            let mut asked = all(&text, "self.run(\"", '"');
            asked.extend(all(&text, "self.tell(\"", '"'));
            asked
        })
        // Tauri's own, which every plugin has.
        .filter(|name| !name.ends_with("Permissions"))
        .collect();
    assert_eq!(all(&plugin, "@Command\n  fun ", '('), asked);
    assert_eq!(
        all(&plugin, "alias = \"", '"'),
        set(&["camera", "notifications"])
    );
    let registered = read(RUST[0]);
    assert!(registered.contains(&format!("\"{PACKAGE}\"")));
    assert!(registered.contains("\"TabletPlugin\""));
}

#[test]
fn both_look_for_the_data_in_the_same_folder_and_the_camera_may_write_there() {
    assert!(kotlin("SyncJob").contains("File(filesDir, \"kakou\")"));
    assert!(read("src/platform/android.rs").contains(".join(\"files\").join(\"kakou\")"));
    let paths = android("res/xml/file_paths.xml");
    assert_eq!(
        all(&paths, "path=\"", '"'),
        set(&["kakou/captures/", "shared/", "Pictures/"])
    );
    assert!(read("src/capture.rs").contains("FOLDER: &str = \"captures\""));
    assert!(read(RUST[0]).contains(".join(\"shared\")"));
    // Other apps' files are none of ours.
    assert!(!paths.contains("<external-path") && !paths.contains("<root-path"));
}

#[test]
fn what_shrinks_the_program_keeps_what_is_found_by_its_name() {
    let rules = read("gen/android/app/proguard-rules.pro");
    for class in ["SyncRun", "TabletPlugin"] {
        assert!(rules.contains(&format!("{PACKAGE}.{class} ")), "{class}");
    }
}

#[test]
fn each_word_of_the_system_is_there_in_both_languages() {
    let manifest = android("AndroidManifest.xml");
    let mut used = all(&kotlin("SyncJob"), "R.string.", ')');
    used.extend(all(&manifest, "\"@string/", '"'));
    for language in ["values", "values-en"] {
        let strings = android(&format!("res/{language}/strings.xml"));
        assert_eq!(all(&strings, "<string name=\"", '"'), used, "{language}");
    }
}

#[test]
fn a_tablet_may_ask_for_each_of_its_parts_and_a_desktop_for_none() {
    let capability = |name: &str| -> Value {
        serde_json::from_str(&read(&format!("capabilities/{name}.json"))).unwrap()
    };
    let of = |name: &str| -> BTreeSet<String> {
        let permissions = capability(name)["permissions"].take();
        serde_json::from_value(permissions).unwrap()
    };
    let parts = [
        "core:app:allow-register-listener",
        "core:app:allow-remove-listener",
        "allow-permission-ask",
        "allow-position-watch",
        "allow-position-rest",
        "allow-draft-photo-take",
        "allow-keep-on",
        "allow-slip-share",
        "allow-record-share",
    ];
    assert_eq!(of("mobile"), set(&parts));
    assert!(of("default").is_disjoint(&of("mobile")));
    assert_eq!(capability("mobile")["platforms"], json!(["android"]));
}
