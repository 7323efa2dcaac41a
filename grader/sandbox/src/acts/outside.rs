//! Acts that reach for what is not the program's.

use std::fs::{self, File};
use std::io::{self, Error, IoSliceMut, Read};
use std::net::{TcpStream, UdpSocket};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{SocketAddr, UnixStream};

use nix::errno::Errno;
use nix::sys::ptrace;
use nix::sys::signal::{Signal, kill};
use nix::sys::uio::{RemoteIoVec, process_vm_readv};
use nix::unistd::{getpid, getppid};

use super::Scene;

pub(super) fn read(scene: &Scene) -> io::Result<()> {
    fs::read(&scene.canary).map(drop)
}

pub(super) fn list(scene: &Scene) -> io::Result<()> {
    let folder = scene.canary.parent().unwrap_or(&scene.canary);
    fs::read_dir(folder).map(drop)
}

pub(super) fn write(scene: &Scene) -> io::Result<()> {
    fs::write(&scene.canary, "changed")
}

pub(super) fn change_mode(scene: &Scene) -> io::Result<()> {
    fs::set_permissions(&scene.canary, fs::Permissions::from_mode(0o600))
}

/// Whoever writes there changes any memory of its own, without a line of unsafe code.
pub(super) fn own_memory(_: &Scene) -> io::Result<()> {
    File::options()
        .read(true)
        .write(true)
        .open("/proc/self/mem")
        .map(drop)
}

pub(super) fn judges_environment(_: &Scene) -> io::Result<()> {
    let mut first = [0];
    File::open(format!("/proc/{}/environ", getppid()))?.read_exact(&mut first)
}

pub(super) fn tcp(scene: &Scene) -> io::Result<()> {
    TcpStream::connect(("127.0.0.1", scene.port)).map(drop)
}

pub(super) fn udp(_: &Scene) -> io::Result<()> {
    UdpSocket::bind("127.0.0.1:0").map(drop)
}

pub(super) fn unix(_: &Scene) -> io::Result<()> {
    UnixStream::pair().map(drop)
}

pub(super) fn abstract_socket(scene: &Scene) -> io::Result<()> {
    let address = SocketAddr::from_abstract_name(&scene.socket)?;
    UnixStream::connect_addr(&address).map(drop)
}

/// A change of the window's size, which is ignored by who does not ask for it.
pub(super) fn signal(_: &Scene) -> io::Result<()> {
    Ok(kill(getppid(), Signal::SIGWINCH)?)
}

pub(super) fn trace(_: &Scene) -> io::Result<()> {
    Ok(ptrace::traceme()?)
}

/// At an address where nothing is: that this is the only complaint says that the call was allowed.
pub(super) fn process_memory(_: &Scene) -> io::Result<()> {
    let mut byte = [0];
    let from = RemoteIoVec { base: 1, len: 1 };
    match process_vm_readv(getpid(), &mut [IoSliceMut::new(&mut byte)], &[from]) {
        Ok(_) | Err(Errno::EFAULT) => Ok(()),
        Err(error) => Err(Error::from(error)),
    }
}
