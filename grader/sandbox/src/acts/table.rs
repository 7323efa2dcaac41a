//! All acts, and which layers deny them.

use std::io;
use std::time::Duration;

use super::{Act, Layer, Scene, inside, outside};

/// Far more than any act takes that is not about time.
const MINUTE: Duration = Duration::from_secs(60);

const fn act(
    name: &'static str,
    layers: &'static [Layer],
    does: fn(&Scene) -> io::Result<()>,
) -> Act {
    Act {
        name,
        layers,
        compiler: false,
        wall: MINUTE,
        does,
    }
}

const fn compiler(
    name: &'static str,
    layers: &'static [Layer],
    does: fn(&Scene) -> io::Result<()>,
) -> Act {
    Act {
        compiler: true,
        ..act(name, layers, does)
    }
}

/// All acts.
pub const ACTS: &[Act] = {
    use Layer::{Calls, Descriptors, Environment, Files, Scopes, Tcp};
    &[
        act("read a file outside", &[Files], outside::read),
        act("list a folder outside", &[Files], outside::list),
        act("write a file outside", &[Files], outside::write),
        act(
            "change the mode of a file outside",
            &[Calls],
            outside::change_mode,
        ),
        act(
            "read its own memory through /proc",
            &[Files],
            outside::own_memory,
        ),
        act(
            "read the judge's environment through /proc",
            &[Files],
            outside::judges_environment,
        ),
        act("connect over TCP", &[Calls, Tcp], outside::tcp),
        act("open a UDP socket", &[Calls], outside::udp),
        act("make a pair of Unix sockets", &[Calls], outside::unix),
        act(
            "reach an abstract socket of the judge",
            &[Calls, Scopes],
            outside::abstract_socket,
        ),
        act("signal the judge", &[Calls, Scopes], outside::signal),
        act("have itself traced", &[Calls], outside::trace),
        act(
            "read memory of a process",
            &[Calls],
            outside::process_memory,
        ),
        act("start a process", &[Calls], inside::start_process),
        act(
            "become another program",
            &[Calls, Files],
            inside::become_another,
        ),
        act("become itself anew", &[Calls], inside::become_itself),
        act("raise its limits", &[Calls], inside::raise_limits),
        act(
            "use a descriptor of the judge",
            &[Descriptors],
            inside::descriptor,
        ),
        act(
            "see variables of the judge",
            &[Environment],
            inside::environment,
        ),
        act("use too much memory", &[Layer::Limits], inside::memory),
        act(
            "use too much processor time",
            &[Layer::Limits],
            inside::processor,
        ),
        Act {
            wall: Duration::from_millis(200),
            ..act("sleep too long", &[Layer::Limits], inside::sleep)
        },
        act("write too long a file", &[Layer::Limits], inside::file),
        act("print too much", &[Layer::Limits], inside::print),
        act("start too many threads", &[Layer::Limits], inside::threads),
        compiler("as a compiler, open a socket", &[Calls, Tcp], outside::tcp),
        compiler(
            "as a compiler, read a file outside",
            &[Files],
            outside::read,
        ),
        compiler(
            "as a compiler, leave the session",
            &[Calls],
            inside::leave_by_child,
        ),
        compiler(
            "as a compiler, use too much memory in a child",
            &[Layer::Limits],
            inside::memory_by_child,
        ),
    ]
};

/// What acts start.
pub(super) const HELP: &[Act] = &[
    compiler(inside::NOTHING, &[], |_| Ok(())),
    compiler(inside::LEAVE, &[], inside::leave),
    compiler(inside::MEMORY, &[], inside::memory),
];
