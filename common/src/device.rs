//! From `--device` to a Burn device: the only file that knows which backends exist.
//!
//! `cpu` is `flex`, Burn's own CPU backend, and always compiled in. Every other name is a Cargo
//! feature of the same name, because each of them adds minutes to the first build.
//!
//! Longer than other files because no other file may name a backend.

use crate::error::{Error, Result};
use burn::tensor::Device;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The backends that `--device` can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// Flex, the CPU default; `cpu` is another name for it.
    Flex,
    /// The older CPU backend, deprecated by Burn; its convolutions are some 30 times slower.
    NdArray,
    /// Any GPU through WebGPU's native implementation.
    Wgpu,
    /// A GPU through Vulkan.
    Vulkan,
    /// An Apple GPU.
    Metal,
    /// An NVIDIA GPU.
    Cuda,
    /// An AMD GPU.
    Rocm,
}

const BACKENDS: [(Backend, &str, bool, &str); 7] = [
    (Backend::Flex, "flex", true, "CPU (the default; also `cpu`)"),
    (
        Backend::NdArray,
        "ndarray",
        cfg!(feature = "ndarray"),
        "CPU, older",
    ),
    (
        Backend::Wgpu,
        "wgpu",
        cfg!(feature = "wgpu"),
        "GPU of any make",
    ),
    (
        Backend::Vulkan,
        "vulkan",
        cfg!(feature = "vulkan"),
        "GPU through Vulkan",
    ),
    (
        Backend::Metal,
        "metal",
        cfg!(feature = "metal"),
        "Apple GPU",
    ),
    (Backend::Cuda, "cuda", cfg!(feature = "cuda"), "NVIDIA GPU"),
    (Backend::Rocm, "rocm", cfg!(feature = "rocm"), "AMD GPU"),
];

impl Backend {
    fn row(self) -> &'static (Backend, &'static str, bool, &'static str) {
        BACKENDS
            .iter()
            .find(|row| row.0 == self)
            .expect("every backend has its row")
    }

    /// The name on the command line, which is also the Cargo feature.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// Whether this binary was built with it.
    pub fn is_compiled_in(self) -> bool {
        self.row().2
    }
}

/// What `--device` said: a backend and, for GPUs, which one of several (`cuda:1`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeviceName {
    /// The backend.
    pub backend: Backend,
    /// The index of the device, counted from 0; without one, the backend's own choice.
    pub index: Option<usize>,
}

impl DeviceName {
    /// The CPU.
    pub const CPU: Self = Self {
        backend: Backend::Flex,
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
        let name = self.backend.name();
        if !self.backend.is_compiled_in() {
            return Err(Error::Usage(format!(
                "this program was built without the `{name}` backend. Build and run it with:\n  \
                 cargo run -p {} --features {name} -- {}",
                program(),
                arguments(),
            )));
        }
        let found = self.enumerate();
        let missing = match self.index {
            Some(index) => index >= found.len(),
            None => found.is_empty(),
        };
        if missing {
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
        }
        set_default(name);
        let mut found = found;
        Ok(found.swap_remove(self.index.unwrap_or(0)))
    }

    /// Every device that this machine has for the backend; empty if it is not compiled in.
    fn enumerate(&self) -> Vec<Device> {
        match self.backend {
            Backend::Flex => vec![Device::flex()],
            #[cfg(feature = "ndarray")]
            #[expect(deprecated, reason = "selectable for as long as Burn ships it")]
            Backend::NdArray => vec![Device::ndarray()],
            #[cfg(feature = "wgpu")]
            Backend::Wgpu => listed(burn::tensor::DeviceType::Wgpu),
            #[cfg(feature = "vulkan")]
            Backend::Vulkan => listed(burn::tensor::DeviceType::Vulkan),
            #[cfg(feature = "metal")]
            Backend::Metal => listed(burn::tensor::DeviceType::Metal),
            #[cfg(feature = "cuda")]
            Backend::Cuda => listed(burn::tensor::DeviceType::Cuda),
            #[cfg(feature = "rocm")]
            Backend::Rocm => listed(burn::tensor::DeviceType::Rocm),
            #[allow(unreachable_patterns)]
            _ => Vec::new(),
        }
    }
}

#[cfg(any(
    feature = "wgpu",
    feature = "vulkan",
    feature = "metal",
    feature = "cuda",
    feature = "rocm"
))]
fn listed(kind: burn::tensor::DeviceType) -> Vec<Device> {
    Device::enumerate(kind).into_iter().collect()
}

/// Burn's optimisers load a saved state onto Burn's default device first, which may be a GPU
/// that this machine does not have. With only flex compiled in, the default is flex.
#[allow(unsafe_code, reason = "the environment is Burn's only switch for this")]
fn set_default(name: &str) {
    if BACKENDS.iter().filter(|row| row.2).count() > 1 {
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

fn arguments() -> String {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    arguments.join(" ")
}

/// The table that the `devices` command prints: name, whether it is compiled in, what was found.
pub fn list() -> String {
    let mut lines = vec![format!(
        "{:<10}{:<10}{:<12}{}",
        "DEVICE", "BUILT IN", "FOUND", "WHAT"
    )];
    for (backend, name, compiled, what) in BACKENDS {
        let found = DeviceName {
            backend,
            index: None,
        }
        .enumerate()
        .len();
        lines.push(format!(
            "{name:<10}{:<10}{:<12}{}",
            if compiled { "yes" } else { "no" },
            if compiled {
                found.to_string()
            } else {
                "-".into()
            },
            if compiled {
                what.to_string()
            } else {
                format!(
                    "{what}: cargo run -p {} --features {name} -- ...",
                    program()
                )
            }
        ));
    }
    lines.join("\n")
}

impl fmt::Display for DeviceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.backend, self.index) {
            (Backend::Flex, None) => write!(f, "cpu"),
            (backend, None) => write!(f, "{}", backend.name()),
            (backend, Some(index)) => write!(f, "{}:{index}", backend.name()),
        }
    }
}

impl FromStr for DeviceName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (name, index) = match text.split_once(':') {
            Some((name, index)) => (name, Some(index)),
            None => (text, None),
        };
        let name = if name == "cpu" { "flex" } else { name };
        let Some(row) = BACKENDS.iter().find(|row| row.1 == name) else {
            let names: Vec<&str> = BACKENDS.iter().map(|row| row.1).collect();
            return Err(Error::Usage(format!(
                "there is no device `{text}`. Choose cpu, {}, with an optional index as in cuda:1.",
                names.join(", ")
            )));
        };
        let index = index
            .map(|index| {
                index.parse().map_err(|_| {
                    Error::Usage(format!(
                        "`{text}`: the part behind the colon is the index of the device, \
                         a whole number from 0, as in {name}:0."
                    ))
                })
            })
            .transpose()?;
        Ok(Self {
            backend: row.0,
            index,
        })
    }
}

impl TryFrom<String> for DeviceName {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<DeviceName> for String {
    fn from(name: DeviceName) -> Self {
        name.to_string()
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
