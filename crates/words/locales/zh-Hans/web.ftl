# Words of the pages' frame, of the first page, of the API's page, and of requests that cannot be read.

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

## The first page

home-lead = 一届接一届地举办，所学所得全部留存、随时可查。
home-search = 搜索案例库
home-search-example = 水、住房、community……
home-library = 打开案例库
home-yours = 您的工作
home-running = 正在进行
home-no-edition = 目前没有开放的届次。
home-open = 正在征集
home-closes = 截止：
home-winners = 已公布
home-judge-title = 我的评审
home-judge = 阅读分配给您的项目，逐项评分，可随时回来继续。
home-entrant-title = 我的申报
home-entrant = 撰写、保存并提交贵市的项目。
home-organiser-title = 组织工作
home-organiser = 设置届次、资格审查、分配、决定与公布。
home-editor-title = 编辑台
home-editor = 把获得同意的参评项目编入案例库。
home-administrator-title = 人员
home-administrator = 账户、角色与邀请。
home-auditor-title = 审计
home-auditor = 查看何人何时做了何事。

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
