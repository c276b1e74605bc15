//! The addresses under which map apps take a place over, each in the system of coordinates that it
//! goes by. The page names a site and an app, never an address.

use kakou_domain::Position;
use kakou_domain::coordinates::CoordinateSystem;
use serde::Deserialize;
use tauri::Url;

/// Whom the map apps are told they were opened by.
const CALLER: &str = "cn.kakou.app";

/// An app that shows maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum MapApp {
    /// 高德地图
    Amap,
    /// 腾讯地图
    Tencent,
    /// 百度地图
    Baidu,
    /// Whatever the device opens `geo:` with.
    System,
}

impl MapApp {
    fn system(self) -> CoordinateSystem {
        match self {
            Self::Amap | Self::Tencent => CoordinateSystem::Gcj02,
            Self::Baidu => CoordinateSystem::Bd09,
            Self::System => CoordinateSystem::Wgs84,
        }
    }

    /// The address of a place called `name`; only ever one of these four.
    pub(crate) fn address(self, position: Position, name: &str) -> Option<Url> {
        let (latitude, longitude) = self.system().from_wgs84(position);
        // A ten-millionth of a degree is a centimetre.
        let (north, east) = (format!("{latitude:.7}"), format!("{longitude:.7}"));
        let point = format!("{north},{east}");
        match self {
            Self::Amap => with(
                "https://uri.amap.com/marker",
                &[
                    ("position", &format!("{east},{north}")),
                    ("name", name),
                    ("coordinate", "gaode"),
                    ("src", CALLER),
                    ("callnative", "1"),
                ],
            ),
            Self::Tencent => with(
                "https://apis.map.qq.com/uri/v1/marker",
                &[
                    ("marker", &format!("coord:{point};title:{}", plain(name))),
                    ("coord_type", "1"),
                    ("referer", CALLER),
                ],
            ),
            Self::Baidu => with(
                "https://api.map.baidu.com/marker",
                &[
                    ("location", &point),
                    ("title", name),
                    ("content", name),
                    ("coord_type", "bd09ll"),
                    ("output", "html"),
                    ("src", CALLER),
                ],
            ),
            Self::System => with(
                &format!("geo:{point}"),
                &[("q", &format!("{point}({})", plain(name)))],
            ),
        }
    }
}

fn with(base: &str, words: &[(&str, &str)]) -> Option<Url> {
    Url::parse_with_params(base, words).ok()
}

/// Without the signs that have a meaning within a value.
fn plain(name: &str) -> String {
    name.replace([';', ':', '(', ')', ','], " ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by it")]
mod tests {
    use super::*;

    const APPS: [(MapApp, &str); 4] = [
        (MapApp::Amap, "https://uri.amap.com/marker?"),
        (MapApp::Tencent, "https://apis.map.qq.com/uri/v1/marker?"),
        (MapApp::Baidu, "https://api.map.baidu.com/marker?"),
        (MapApp::System, "geo:"),
    ];

    fn tiananmen() -> Position {
        Position::new(39.911_954, 116.377_817).unwrap()
    }

    #[test]
    fn each_app_gets_the_place_in_its_own_system() {
        let value = |app: MapApp, key: &str| {
            let address = app.address(tiananmen(), "白营村卡点").unwrap();
            let pairs: Vec<_> = address.query_pairs().into_owned().collect();
            let found = pairs.iter().find(|(name, _)| name == key);
            found.map(|(_, value)| value.clone()).unwrap()
        };
        // Published for this point: GCJ-02 39.9133455, 116.3840472.
        assert_eq!(value(MapApp::Amap, "position"), "116.3840472,39.9133455");
        assert_eq!(value(MapApp::Amap, "name"), "白营村卡点");
        let marker = value(MapApp::Tencent, "marker");
        assert_eq!(marker, "coord:39.9133455,116.3840472;title:白营村卡点");
        let baidu = value(MapApp::Baidu, "location");
        assert!(
            baidu.starts_with("39.91") && baidu.contains(",116.39"),
            "{baidu}"
        );
        let geo = MapApp::System.address(tiananmen(), "白营村卡点").unwrap();
        assert_eq!(geo.path(), "39.9119540,116.3778170");
    }

    #[test]
    fn a_name_cannot_lead_anywhere_else() {
        let hostile = "卡点&q=1;coord:0,0#@evil.example/?a=b)(";
        for (app, base) in APPS {
            let address = app.address(tiananmen(), hostile).unwrap();
            assert!(address.as_str().starts_with(base), "{address}");
            assert_eq!(address.fragment(), None);
        }
        let marker = MapApp::Tencent.address(tiananmen(), hostile).unwrap();
        let (_, marker) = marker.query_pairs().next().unwrap();
        assert_eq!(marker.matches("coord:").count(), 1, "{marker}");
    }
}
