"""Staff accounts and their sessions. Passwords come here hashed, session tokens too: a stolen database opens
no door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from sendbot.errors import ReviewError
from sendbot.review.states import Role
from sendbot.store.audit import Actor, Who, written_down
from sendbot.store.store import Store
from sendbot.store.tables import staff, staff_sessions


@dataclass(frozen=True)
class Person:
    """A member of staff. `password` is a hash, None for those who sign in elsewhere."""

    id: int
    email: str
    name: str
    role: Role
    workstreams: tuple[str, ...]
    active: bool
    password: str | None
    seen_at: datetime | None = None
    first_password: bool = False
    """Was the password set by somebody else? Then nothing is shown before it is changed."""

    @property
    def actor(self) -> Actor:
        """This person as the audit log keeps them."""
        return Actor(self.name, self.id)

    @property
    def visible(self) -> tuple[str, ...] | None:
        """The workstreams whose groups this person sees; None is all."""
        return None if self.role is Role.ADMIN else self.workstreams


@dataclass(frozen=True)
class Session:
    """A signed-in browser. `form` is the token that its forms must carry."""

    person: Person
    form: str
    made_at: datetime
    seen_at: datetime


def _person(row: sa.Row[Any]) -> Person:
    return Person(
        id=row.id,
        email=row.email,
        name=row.name,
        role=Role(row.role),
        workstreams=tuple(row.workstreams.split()),
        active=row.active,
        password=row.password,
        seen_at=row.seen_at,
        first_password=row.first_password,
    )


async def people(store: Store) -> list[Person]:
    """Everybody, by name."""
    async with store.reading() as connection:
        return [
            _person(row)
            for row in (await connection.execute(sa.select(staff).order_by(staff.c.name, staff.c.id))).all()
        ]


async def person(store: Store, email: str) -> Person | None:
    """Somebody by email address, in any case of letters."""
    async with store.reading() as connection:
        row = (await connection.execute(sa.select(staff).where(staff.c.email == _plain(email)))).one_or_none()
    return _person(row) if row is not None else None


async def person_by_id(store: Store, number: int) -> Person | None:
    """Somebody by number."""
    async with store.reading() as connection:
        row = (await connection.execute(sa.select(staff).where(staff.c.id == number))).one_or_none()
    return _person(row) if row is not None else None


async def add_person(
    store: Store,
    at: datetime,
    who: Who,
    *,
    email: str,
    name: str,
    role: Role,
    workstreams: Sequence[str] = (),
    password: str | None = None,
    first_password: bool = False,
) -> int:
    """A new account; its number. `first_password`: the person has to change it at once.

    Raises ReviewError when there is one with this address."""
    plain = _plain(email)
    if "@" not in plain or len(plain) > 254 or any(letter.isspace() for letter in plain):
        raise ReviewError(f'"{email}" is not an email address. Write one like name@example.org.', "email")
    if (
        not email.isascii()
    ):  # folding case turns some other letters into plain ones, and so one person into another
        raise ReviewError(
            "The address holds letters that look like others. Use the plain letters a to z.", "email"
        )
    values = {
        "email": plain,
        "name": _name(name) or plain,
        "role": role.value,
        "workstreams": " ".join(workstreams),
        "password": password,
        "first_password": first_password,
    }
    async with store.changing() as connection:
        if (
            await connection.execute(sa.select(staff.c.id).where(staff.c.email == plain))
        ).first() is not None:
            raise ReviewError(f"There is an account for {plain} already.", "email")
        done = await connection.execute(sa.insert(staff).values(**values, active=True, made_at=at))
        await written_down(
            connection, at, who, "account added", plain, f"{role.value} {' '.join(workstreams)}".strip()
        )
        key = done.inserted_primary_key
        return int(key[0]) if key else 0


async def change_person(store: Store, at: datetime, who: Who, number: int, **values: Any) -> None:
    """Change role, workstreams, name, active or password. Whoever loses the account, or gets a new password,
    is signed out.

    Raises ReviewError when no active admin would be left.
    """
    async with store.changing() as connection:
        row = (await connection.execute(sa.select(staff).where(staff.c.id == number))).one_or_none()
        if row is None:
            raise ReviewError("There is no such account.")
        losing = row.role == Role.ADMIN and (
            values.get("role", row.role) != Role.ADMIN or values.get("active", True) is False
        )
        others = (
            sa.select(sa.func.count())
            .select_from(staff)
            .where(staff.c.role == Role.ADMIN.value, staff.c.active, staff.c.id != number)
        )
        if losing and not (await connection.execute(others)).scalar_one():
            raise ReviewError("This is the last active admin. Make somebody else an admin first.", "role")
        await connection.execute(sa.update(staff).where(staff.c.id == number).values(values))
        if "password" in values or values.get("active") is False or values.get("role", row.role) != row.role:
            await connection.execute(sa.delete(staff_sessions).where(staff_sessions.c.staff_id == number))
        told = ", ".join(
            key if key.endswith("password") else f"{key}: {value}" for key, value in values.items()
        )
        await written_down(connection, at, who, "account changed", row.email, told)


async def start_session(store: Store, at: datetime, someone: Person, token: str, form: str) -> None:
    """Remember a session by the hash of its token."""
    async with store.changing() as connection:
        await connection.execute(
            sa.insert(staff_sessions).values(
                token=token, staff_id=someone.id, form=form, made_at=at, seen_at=at
            )
        )
        await connection.execute(sa.update(staff).where(staff.c.id == someone.id).values(seen_at=at))
        await written_down(connection, at, someone.actor, "signed in", someone.email)


async def session(
    store: Store, token: str, at: datetime, idle: timedelta, longest: timedelta
) -> Session | None:
    """The session with this hashed token, if it is neither idle nor old and its account is active; it is
    touched."""
    query = sa.select(
        staff,
        staff_sessions.c.form,
        staff_sessions.c.made_at.label("begun"),
        staff_sessions.c.seen_at.label("used"),
    ).join(staff_sessions, staff_sessions.c.staff_id == staff.c.id)
    async with store.reading() as connection:
        row = (await connection.execute(query.where(staff_sessions.c.token == token))).one_or_none()
    if row is None:
        return None
    if not row.active or at - row.used > idle or at - row.begun > longest:
        await end_session(store, token)
        return None
    if at - row.used > timedelta(minutes=1):  # writing at each click would make reading wait for writing
        async with store.changing() as connection:
            await connection.execute(
                sa.update(staff_sessions).where(staff_sessions.c.token == token).values(seen_at=at)
            )
    return Session(_person(row), row.form, row.begun, row.used)


async def end_session(
    store: Store, token: str, at: datetime | None = None, someone: Person | None = None
) -> None:
    """Sign out one browser; somebody who did it themselves stands in the audit log."""
    async with store.changing() as connection:
        await connection.execute(sa.delete(staff_sessions).where(staff_sessions.c.token == token))
        if someone is not None and at is not None:
            await written_down(connection, at, someone.actor, "signed out", someone.email)


async def end_all_sessions(store: Store, at: datetime, someone: Person) -> int:
    """Sign somebody out everywhere; how many browsers that were."""
    async with store.changing() as connection:
        done = await connection.execute(
            sa.delete(staff_sessions).where(staff_sessions.c.staff_id == someone.id)
        )
        await written_down(
            connection, at, someone.actor, "signed out everywhere", someone.email, f"{done.rowcount} sessions"
        )
        return done.rowcount


async def drop_old_sessions(store: Store, before: datetime) -> None:
    """Sessions that nobody can use any more."""
    async with store.changing() as connection:
        await connection.execute(sa.delete(staff_sessions).where(staff_sessions.c.made_at < before))


def _plain(email: str) -> str:
    return email.strip().casefold()


def _name(name: str) -> str:
    return " ".join("".join(letter for letter in name if letter.isprintable()).split())[:80]
