"""A bad file and a restart: families get the answers of before, staff learn why, and the mended folder is
taken up."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

from sendbot.errors import KnowledgeError
from sendbot.upkeep.last_good import LastGood
from tests.small_folder import write_small_folder
from tests.telegram.emulator import Emulator
from tests.telegram.process import BotProcess
from tests.verbs import bot as verb
from tests.waiting import until

STAFF = -500


def sound(_folder: Path) -> None:
    return None


def unsound(_folder: Path) -> None:
    raise KnowledgeError("It is not.")


def test_a_folder_is_kept_whole_and_once(tmp_path: Path) -> None:
    folder, kept = write_small_folder(tmp_path / "knowledge"), LastGood(tmp_path / "data" / "last-good")
    (folder / "notes.txt").write_text("not read", encoding="utf-8")
    assert not kept.there
    assert kept.keep(folder, sound)
    names = {path.relative_to(folder) for path in folder.rglob("*.yaml")}
    assert {path.relative_to(kept.folder) for path in kept.folder.rglob("*.*")} == names
    before = kept.since
    assert kept.keep(folder, unsound)  # nothing has changed, so nothing is proven again
    assert kept.since == before


def test_a_folder_that_does_not_pass_leaves_the_copy_of_before(tmp_path: Path) -> None:
    folder, kept = write_small_folder(tmp_path / "knowledge"), LastGood(tmp_path / "data" / "last-good")
    kept.keep(folder, sound)
    good = (folder / "library.yaml").read_text(encoding="utf-8")
    (folder / "library.yaml").write_text("entries: [", encoding="utf-8")
    assert not kept.keep(folder, unsound)
    assert (kept.folder / "library.yaml").read_text(encoding="utf-8") == good
    assert [path.name for path in kept.folder.parent.iterdir()] == ["last-good"]


def test_a_power_cut_between_two_renames_leaves_the_copy_of_before(tmp_path: Path) -> None:
    folder, kept = write_small_folder(tmp_path / "knowledge"), LastGood(tmp_path / "last-good")
    kept.keep(folder, sound)
    kept.folder.rename(tmp_path / "last-good-old")
    kept.mend()
    assert (kept.folder / "library.yaml").is_file()


async def test_a_bad_file_and_a_restart_leave_families_with_the_last_good_answers(
    telegram: Emulator, own_house: Path
) -> None:
    house, path = own_house, own_house / "knowledge" / "library.yaml"
    async with BotProcess(telegram, house, staff_chat=str(STAFF), log_level="INFO") as bot:
        await until((house / "data" / "last-good").is_dir)
        assert await bot.stop() == 0
        good = path.read_text(encoding="utf-8")
        path.write_text(good + "\n- nonsense: [", encoding="utf-8")
        await bot.start()
        (told,) = await telegram.replies(STAFF, 1)
        assert "cannot be used" in told.text
        assert "library.yaml:" in told.text
        telegram.says(7, "opening hours on sunday?")
        assert "Every day but Sunday." in (await telegram.replies(7, 1))[0].text
        path.write_text(good.replace("Every day but Sunday.", "Every day, even Sunday."), encoding="utf-8")
        await until(lambda: any("New answers are in service" in line for line in bot.said))
        telegram.says(7, "opening hours on sunday?")
        assert "even Sunday" in (await telegram.replies(7, 2))[1].text
        assert await bot.stop() == 0
        shutil.rmtree(house / "knowledge")  # gone altogether: what was last in service stands in
        await bot.start()
        telegram.says(7, "opening hours on sunday?")
        assert "even Sunday" in (await telegram.replies(7, 3))[2].text
        assert await bot.stop() == 0
    assert stat.S_IMODE((house / "data" / "last-good").stat().st_mode) == 0o700


def test_the_very_first_start_with_a_bad_file_is_a_sentence(own_house: Path) -> None:
    (own_house / "knowledge" / "library.yaml").write_text("entries: [", encoding="utf-8")
    done = verb(own_house, "telegram", SENDBOT_TELEGRAM_TOKEN="1:x")
    assert done.returncode == 1
    assert "library.yaml" in done.stderr
