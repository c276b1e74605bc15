//! Tangyin County as both sides meet it: its server, its tablets, and seeded visits over the
//! checkpoints of its 303 villages.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use chrono::TimeDelta;
use fastrand::Rng;
use kakou_domain::checklist::{Template, standard};
use kakou_domain::visit::SiteRef;
use kakou_domain::{Answer, Answers, Clock, Method, SystemClock};
use kakou_server::{NewCounty, Sites, set_up};
use kakou_store::views::SiteFilter;
use kakou_store::{SiteGiven, Store, VisitGiven};
use kakou_sync::{
    Http, Network, PlainHttp, SyncState, Timing, on_contact, server_address, sync_with_server,
};
use kakou_test_support::{listening, normal_answers};
use tokio::sync::watch;

use crate::{Result, memory, syncs};

const NOTES: [&str; 4] = [
    "",
    "已告知带班干部。",
    "村口另有一条小路。",
    "宣传车正在播放。",
];

/// Sets the county up in a folder.
pub(crate) fn found(folder: &Path) -> Result<()> {
    let divisions =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/tangyin-divisions.csv");
    let new = NewCounty {
        county: "410523".parse()?,
        name: Some("汤阴县"),
        divisions: &divisions,
        sites: Sites::FromDivisions,
    };
    set_up(folder, &new, Arc::new(SystemClock), &mut |_, _| ())?;
    Ok(())
}

/// A running `kakou-server`.
pub(crate) struct Server {
    child: Child,
    pub(crate) port: u16,
}

impl Server {
    pub(crate) fn start(county: &Path) -> Result<Self> {
        Self::begin(Self::command(county)?)
    }

    /// The same, with its syncs written to a log.
    pub(crate) fn traced(county: &Path, log: &Path) -> Result<Self> {
        Self::begin(syncs::traced_beside(&Self::command(county)?, log))
    }

    fn command(county: &Path) -> Result<Command> {
        let beside = std::env::current_exe()?.with_file_name("kakou-server");
        let mut command = Command::new(beside);
        command.arg("--data").arg(county);
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        Ok(command)
    }

    fn begin(mut command: Command) -> Result<Self> {
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        let url = listening(&mut child);
        let port = url.rsplit(':').next().ok_or("no port")?.parse()?;
        Ok(Self { child, port })
    }

    /// The most memory that it has had, in bytes, where the system tells it.
    pub(crate) fn peak(&self) -> u64 {
        memory::peak(&self.child.id().to_string())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It is a copy's server: nothing of it is needed any more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Enrols a new tablet for the county and lets it take in the county's sites.
pub(crate) async fn enrol(county: &Store, folder: &Path, port: u16) -> Result<Arc<Store>> {
    let tablet = Arc::new(Store::open_or_create(folder, Arc::new(SystemClock))?);
    let code = county.give_code(&"410523".parse()?, 1, TimeDelta::hours(1))?;
    let base = format!("http://127.0.0.1:{port}/");
    let address = server_address(&base, PlainHttp::Loopback)?;
    let http = Http::new(address, Timing::default().stall, on_contact(&tablet))?;
    kakou_sync::enrol(&tablet, &http, &base, &code, "督查一组").await?;
    sync(&tablet).await?;
    Ok(tablet)
}

pub(crate) async fn sync(tablet: &Arc<Store>) -> Result<()> {
    let state = watch::Sender::new(SyncState::default());
    sync_with_server(tablet, Timing::default(), Network::Unknown, &state).await?;
    Ok(())
}

/// Visits with every normal answer given, about 1,700 bytes when they are sealed; the same ones for
/// the same seed.
pub(crate) struct Visits {
    sites: Vec<SiteRef>,
    template: Template,
    rng: Rng,
    count: i32,
}

impl Visits {
    pub(crate) fn of(store: &Store, seed: u64) -> Result<Self> {
        Ok(Self {
            sites: checkpoints(store)?,
            template: checklist()?,
            rng: Rng::with_seed(seed),
            count: 0,
        })
    }

    fn answers(&mut self) -> Answers {
        let mut answers = normal_answers(&self.template);
        let mut set = |item: &str, answer| answers.insert(item.to_owned(), answer);
        set("staffing.rostered", Answer::Count(3));
        set("staffing.present", Answer::Count(self.rng.i64(2..=3)));
        set(
            "disinfection.times_yesterday",
            Answer::Count(self.rng.i64(1..=2)),
        );
        if self.rng.u8(..100) < 15 {
            set("control.barrier", Answer::One("makeshift".into()));
        }
        if self.rng.u8(..100) < 10 {
            set("registration.register", Answer::One("none".into()));
        }
        answers
    }
}

impl Iterator for Visits {
    type Item = VisitGiven;

    fn next(&mut self) -> Option<VisitGiven> {
        self.count += 1;
        let site = self.sites[self.rng.usize(..self.sites.len())].id;
        Some(VisitGiven {
            site: SiteGiven::Id { id: site },
            visited_at: SystemClock.now() - TimeDelta::minutes(i64::from(self.count)),
            method: Method::Unannounced,
            inspectors: vec!["督查员甲".to_owned(), "督查员乙".to_owned()],
            campaign: None,
            answers: self.answers(),
            finding_edits: Vec::new(),
            signature: None,
            photos: Vec::new(),
            good_practice: String::new(),
            notes: NOTES[self.rng.usize(..NOTES.len())].to_owned(),
        })
    }
}

/// The checklist of a checkpoint, as it is shipped.
pub(crate) fn checklist() -> Result<Template> {
    let mut shipped = standard().into_iter();
    let template = shipped.find(|one| one.id == "checkpoint");
    Ok(template.ok_or("no checklist")?)
}

/// The checkpoints that the county's villages have.
pub(crate) fn checkpoints(store: &Store) -> Result<Vec<SiteRef>> {
    let filter = SiteFilter {
        kind: Some("village_checkpoint".parse()?),
        ..SiteFilter::default()
    };
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = store.sites(&filter, after.as_deref(), 200)?;
        all.extend(page.rows.into_iter().map(|row| SiteRef {
            id: row.id,
            name: row.name,
            kind: row.kind,
            division: row.division,
        }));
        after = page.next;
        if after.is_none() {
            return Ok(all);
        }
    }
}

/// The payloads of a journal's visits, as they are kept.
pub(crate) fn payloads(store: &Store) -> Result<Vec<Vec<u8>>> {
    let db = rusqlite::Connection::open(store.database())?;
    let text = "SELECT payload FROM entry JOIN visit_fact USING (fact) ORDER BY n";
    let mut select = db.prepare(text)?;
    let payloads = select.query_map([], |row| row.get(0))?;
    Ok(payloads.collect::<std::result::Result<_, _>>()?)
}

/// A data folder once more, while nobody has it open.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<PathBuf> {
    let done = Command::new("cp").arg("-r").arg(from).arg(to).status()?;
    if !done.success() {
        return Err("a folder could not be copied".into());
    }
    Ok(to.to_owned())
}
