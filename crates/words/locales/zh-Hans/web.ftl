# Words of the pages' frame, of the API's page, and of requests that cannot be read.

## The frame

nav-pages = 列表分页
nav-editor = 编辑台
pager-first = 第一页
theme-auto = 跟随系统
theme-light = 浅色
theme-dark = 深色
choose-theme = 配色
footer-about = 木棉（Kapok），广州市花。
time-here = 您的时间：

## The API's page

docs-title = 接口
docs-lead = 每个操作、它的各种回答，并可用您自己的权限试用。供程序读取：
docs-try = 试用
docs-body = 正文

## Requests that cannot be read

error-read-only-token-title = 此令牌只读
error-read-only-token = 此令牌可以读取，但不能更改任何内容。
refusal-malformed-json = 这不是 JSON：第 { $line } 行，第 { $column } 列。
refusal-invalid-utf8 = 这不是 UTF-8 文本。
refusal-invalid-body = 正文中有不符合要求之处；各处均有说明。
refusal-invalid-query = 查询中有不符合要求之处；各处均有说明。
refusal-field-twice = 此项出现了两次。
refusal-invalid-idempotency-key = 幂等键由 1 至 { $limit } 个可见的 ASCII 字符组成。
