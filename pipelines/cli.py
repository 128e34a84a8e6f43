"""The command ``chitieu``. A command's module is imported when it is called for, so that help comes at once."""

from __future__ import annotations

from importlib import import_module

import click

from pipelines.language import say

COMMANDS = {
    "run": say(
        "Read documents and publish the warehouse; by default the samples.",
        "Đọc văn bản và công bố kho dữ liệu; mặc định là các văn bản mẫu.",
    ),
    "extract": say(
        "Print the facts of single documents, without a warehouse.",
        "In số liệu của từng văn bản, không cần kho dữ liệu.",
    ),
    "query": say(
        "Ask the published warehouse in SQL.",
        "Hỏi kho dữ liệu đã công bố bằng SQL.",
    ),
    "publish": say(
        "Publish, list the versions, go back to an earlier one.",
        "Công bố, liệt kê các phiên bản, quay về phiên bản trước.",
    ),
    "diff": say(
        "What differs between two published versions.",
        "Hai phiên bản đã công bố khác nhau ở đâu.",
    ),
    "export": say(
        "Write the published warehouse as SDMX or Parquet.",
        "Ghi kho dữ liệu đã công bố thành SDMX hay Parquet.",
    ),
    "place": say(
        "Look up a place by name and day, or the life of a code.",
        "Tra địa phương theo tên và ngày, hoặc lịch sử của một mã.",
    ),
    "evaluate": say(
        "Judge the extraction by labels made by hand.",
        "Chấm điểm việc trích xuất theo nhãn gán tay.",
    ),
}


class _Commands(click.Group):
    """Knows names and one-line descriptions; finds ``pipelines.commands.NAME:command`` when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"pipelines.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("Commands", "Các lệnh")):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=say(
        "Chỉ Tiêu reads Vietnamese socio-economic prose and fills an analytics warehouse.\n\n"
        "CHITIEU_HOME names the folder where data lives (default: data/ in the working folder); "
        "CHITIEU_WAREHOUSE names another warehouse than the file in it, such as a DuckLake; "
        "CHITIEU_LANG=vi switches these messages to Vietnamese.",
        "Chỉ Tiêu đọc văn xuôi kinh tế - xã hội tiếng Việt và làm đầy một kho dữ liệu phân tích.\n\n"
        "CHITIEU_HOME là thư mục chứa dữ liệu (mặc định: data/ trong thư mục làm việc); "
        "CHITIEU_WAREHOUSE chỉ một kho khác với tệp trong đó, chẳng hạn một DuckLake; "
        "CHITIEU_LANG=en đổi các thông báo này sang tiếng Anh.",
    ),
    epilog=say("Try: chitieu run, then chitieu query --help.", "Thử: chitieu run, rồi chitieu query --help."),
)
@click.version_option(package_name="chitieu", prog_name="chitieu")
def main() -> None:
    """Entry point of the console script."""
