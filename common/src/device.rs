//! From `--device` to a Burn device: the only file that knows which backends exist.
//!
//! `cpu` is `flex`, Burn's own CPU backend, and always compiled in. Every other name is a Cargo
//! feature of the same name, because each of them adds minutes to the first build.

use crate::error::{Error, Result};
use burn::tensor::{Device, DeviceType};
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A backend that `--device` can name.
struct Backend {
    /// On the command line; also its Cargo feature.
    name: &'static str,
    what: &'static str,
    /// What `DeviceType` calls it; None if it is not compiled in.
    kind: Option<DeviceType>,
}

/// The backend of a Cargo feature.
macro_rules! backend {
    ($name:literal, $what:literal, $kind:ident) => {
        Backend {
            name: $name,
            what: $what,
            #[cfg(feature = $name)]
            kind: Some(DeviceType::$kind),
            #[cfg(not(feature = $name))]
            kind: None,
        }
    };
}

static BACKENDS: [Backend; 7] = [
    Backend {
        name: "flex",
        what: "CPU (the default; also `cpu`)",
        kind: Some(DeviceType::Flex),
    },
    // Deprecated by Burn; its convolutions are some 30 times slower.
    backend!("ndarray", "CPU, older", NdArray),
    backend!("wgpu", "GPU of any make", Wgpu),
    backend!("vulkan", "GPU through Vulkan", Vulkan),
    backend!("metal", "Apple GPU", Metal),
    backend!("cuda", "NVIDIA GPU", Cuda),
    backend!("rocm", "AMD GPU", Rocm),
];

impl Backend {
    fn named(name: &str) -> Option<&'static Self> {
        BACKENDS.iter().find(|backend| backend.name == name)
    }

    /// Every device that this machine has for it; empty if it is not compiled in.
    fn devices(&self) -> Vec<Device> {
        let kind = self.kind.clone().into_iter();
        kind.flat_map(Device::enumerate).collect()
    }

    /// The command line of this program with the backend compiled in.
    fn build_command(&self, arguments: &str) -> String {
        let (program, name) = (program(), self.name);
        format!("cargo run -p {program} --features {name} --target-dir target-gpu -- {arguments}")
    }
}

/// What `--device` said: a backend and, for GPUs, which one of several (`cuda:1`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviceName {
    backend: &'static str,
    /// Counted from 0; without one, the backend's own choice.
    index: Option<usize>,
}

impl DeviceName {
    /// The CPU.
    pub const CPU: Self = Self {
        backend: "flex",
        index: None,
    };

    /// The Burn device of this name, without autodiff.
    ///
    /// Call it before the process starts a thread: it tells Burn's optimisers, through the
    /// environment, which of several compiled backends to load their state with.
    ///
    /// # Errors
    /// [`Error::Usage`] if the backend is not compiled in, with the command that builds it, or if
    /// there is no device of this index.
    pub fn open(&self) -> Result<Device> {
        let name = self.backend;
        let backend = Backend::named(name).expect("only names of backends are parsed");
        if backend.kind.is_none() {
            let arguments: Vec<String> = std::env::args().skip(1).collect();
            return Err(Error::Usage(format!(
                "this program was built without the `{name}` backend. Build and run it with:\n  {}",
                backend.build_command(&arguments.join(" "))
            )));
        }
        let found = backend.devices();
        let Some(device) = found.get(self.index.unwrap_or(0)) else {
            return Err(Error::Usage(format!(
                "there is no device `{self}`: {} found for `{name}`. \
                 `cargo run -p {} -- devices` lists what this machine has.",
                match found.len() {
                    0 => "none was".into(),
                    1 => format!("one was, `{name}:0`,"),
                    n => format!("{n} were, `{name}:0` to `{name}:{}`,", n - 1),
                },
                program(),
            )));
        };
        set_default(name);
        Ok(device.clone())
    }
}

/// Burn's optimisers load a saved state onto Burn's default device first, which may be a GPU
/// that this machine does not have. With only flex compiled in, the default is flex.
#[allow(unsafe_code, reason = "the environment is Burn's only switch for this")]
fn set_default(name: &str) {
    let compiled_in = BACKENDS.iter().filter(|backend| backend.kind.is_some());
    if compiled_in.count() > 1 {
        // SAFETY: programs open their device first, before they start a thread; the test that
        // compiles several backends in is alone in its process.
        unsafe { std::env::set_var("BURN_DEVICE", name) };
    }
}

/// The name of the running program, for advice.
pub(crate) fn program() -> String {
    std::env::current_exe()
        .ok()
        .and_then(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .unwrap_or_else(|| "assignment1".into())
}

/// The table that the `devices` command prints: name, whether it is compiled in, what was found.
pub fn list() -> String {
    let mut lines = format!("{:<10}{:<10}{:<12}WHAT", "DEVICE", "BUILT IN", "FOUND");
    for backend in &BACKENDS {
        let Backend { name, what, kind } = backend;
        lines += &match kind {
            Some(_) => {
                let found = backend.devices().len();
                format!("\n{name:<10}{:<10}{found:<12}{what}", "yes")
            }
            None => {
                let build = backend.build_command("...");
                format!("\n{name:<10}{:<10}{:<12}{what}: {build}", "no", "-")
            }
        };
    }
    lines
}

impl fmt::Display for DeviceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.index {
            _ if *self == Self::CPU => write!(f, "cpu"),
            None => write!(f, "{}", self.backend),
            Some(index) => write!(f, "{}:{index}", self.backend),
        }
    }
}

impl FromStr for DeviceName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let parts = text.split_once(':');
        let (name, index) = parts.map_or((text, None), |(name, index)| (name, Some(index)));
        let name = if name == "cpu" { "flex" } else { name };
        let Some(backend) = Backend::named(name) else {
            return Err(Error::Usage(format!(
                "there is no device `{text}`. Choose cpu, {}, with an optional index as in cuda:1.",
                BACKENDS.each_ref().map(|backend| backend.name).join(", ")
            )));
        };
        let index = index.map(str::parse).transpose().map_err(|_| {
            Error::Usage(format!(
                "`{text}`: the part behind the colon is the index of the device, a whole number \
                 from 0, as in {name}:0."
            ))
        })?;
        Ok(Self {
            backend: backend.name,
            index,
        })
    }
}

impl Serialize for DeviceName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_indices_round_trip() {
        for name in ["cpu", "ndarray", "wgpu:1", "cuda:0", "metal"] {
            assert_eq!(name.parse::<DeviceName>().unwrap().to_string(), name);
        }
        assert_eq!("flex".parse::<DeviceName>().unwrap(), DeviceName::CPU);
    }

    #[test]
    fn an_unknown_device_lists_the_known_ones() {
        let error = "gpu".parse::<DeviceName>().unwrap_err();
        assert!(error.to_string().contains("wgpu"), "{error}");
        assert_eq!(error.exit_code(), 2);
    }

    #[test]
    fn an_index_must_be_a_number_and_in_range() {
        assert!("cuda:one".parse::<DeviceName>().is_err());
        let error = "cpu:7".parse::<DeviceName>().unwrap().open().unwrap_err();
        assert!(error.to_string().contains("flex:0"), "{error}");
    }

    #[test]
    #[cfg(not(feature = "cuda"))]
    fn a_backend_that_is_not_compiled_in_names_the_command() {
        let error = "cuda".parse::<DeviceName>().unwrap().open().unwrap_err();
        assert!(error.to_string().contains("--features cuda"), "{error}");
        assert_eq!(error.exit_code(), 2);
    }
}
