# 各页面共用的文字：导航、按钮、登录、错误。

product-name = Kapok 木棉
product-tagline = 从征集到评审，再到长久可查的案例库

## 列表、日期、数字

list-separator = 、
thousands-separator = ,
date = { $year }年{ $month }{ $day }日
date-time = { $date } { $time }（{ $zone }）
month-1 = 1月
month-2 = 2月
month-3 = 3月
month-4 = 4月
month-5 = 5月
month-6 = 6月
month-7 = 7月
month-8 = 8月
month-9 = 9月
month-10 = 10月
month-11 = 11月
month-12 = 12月
count-results = { $count } 条结果

## 导航

nav-skip = 跳到正文
nav-main = 主导航
nav-home = 首页
nav-library = 案例库
nav-search = 检索
nav-programmes = 奖项
nav-editions = 届次
nav-submissions = 我的申报
nav-assignments = 我的评审
nav-organise = 组织管理
nav-people = 人员
nav-outbox = 发件箱
nav-account = 我的账户
nav-api-docs = 接口
nav-help = 帮助
nav-language = 语言
nav-menu = 菜单
nav-breadcrumb = 当前位置
sign-in = 登录
sign-out = 退出
signed-in-as = 已登录：{ $name }

## 按钮与短词

action-save = 保存
action-save-draft = 保存草稿
action-submit = 提交
action-cancel = 取消
action-continue = 继续
action-back = 返回
action-next = 下一步
action-previous = 上一步
action-edit = 编辑
action-delete = 删除
action-remove = 移除
action-add = 添加
action-create = 新建
action-open = 打开
action-close = 关闭
action-confirm = 确认
action-search = 检索
action-filter = 筛选
action-clear = 清除
action-download = 下载
action-export = 导出
action-print = 打印
action-show-more = 显示更多
action-retry = 重试
action-send = 发送
word-yes = 是
word-no = 否
word-none = 无
word-all = 全部
word-optional = 选填
word-required = 必填
word-unknown = 未注明
word-reason = 理由
word-state = 状态
word-name = 姓名
word-email = 电子邮箱
word-role = 角色
word-date = 日期
word-language = 语言
word-synthetic = 合成文本
saved = 已保存。
nothing-here = 暂无内容。

## 错误页

error-not-found-title = 这里没有内容
error-not-found = 该页面不存在，或您无权查看。
error-forbidden-title = 不允许
error-forbidden = 您的角色不允许此操作。
error-unauthenticated-title = 请先登录
error-unauthenticated = 此操作需要登录。
error-stale-title = 内容已被他人修改
error-stale = 您正在修改的内容已被他人（或在另一窗口中）修改。请重新载入后再修改；您输入的内容保留在下方。
error-conflict-title = 存在冲突
error-conflict = 您的请求与已有内容冲突。
error-precondition-title = 请注明版本
error-precondition = 修改时必须注明所依据的版本（If-Match 标头）。
error-invalid-title = 请检查填写内容
error-invalid = 部分内容不符合要求，各处已注明原因。
error-state-title = 目前无法进行
error-time-title = 此时无法进行
error-throttled-title = 尝试次数过多
error-throttled = 尝试次数过多，请稍候再试。
error-too-large-title = 内容过大
error-too-large = 您发送的内容过大。
error-method-title = 方式不对
error-method = 该地址不支持此方法。
error-media-type-title = 未知的内容类型
error-media-type = 该地址不接受此类内容。
error-request-title = 无法读取请求
error-request = 请求格式有误。
error-forgery-title = 表单已过期
error-forgery = 此表单打开过久，或属于另一次登录。请返回并重新载入页面后再试。
error-internal-title = 我方出现故障
error-internal = 没有任何改动。请重试；如再次发生，请将时间告知管理员。
error-busy-title = 服务器繁忙
error-busy = 服务器目前繁忙，请稍后再试。
error-timeout-title = 用时过长
error-timeout = 请求用时过长，已被终止。
error-summary = 有 { $count } 处需要您处理
error-go-home = 返回首页

## 任何表单都可能给出的拒绝

refusal-required = 此项必填。
refusal-too-long = 内容过长：最多 { $limit } 个字符。
refusal-too-short = 内容过短：至少 { $limit } 个字符。
refusal-unknown-field = 没有此字段。
refusal-wrong-type = 类型不符。
refusal-invalid-language = 这不是有效的语言标签（例如 en 或 zh-Hans）。
refusal-invalid-instant = 这不是有效的时刻（例如 2026-11-30T15:59:59Z）。
refusal-invalid-form = 部分内容不符合要求，各处已注明原因。
refusal-slug-invalid = 仅限小写字母、数字和连字符，2 至 40 个字符。
refusal-slug-taken = “{ $slug }”已被使用。
refusal-already-exists = 已存在。
