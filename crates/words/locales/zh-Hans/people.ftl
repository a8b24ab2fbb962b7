# 账户、登录、角色、发件箱。

## 角色

role-administrator = 管理员
role-organiser = 组织者
role-editor = 编辑
role-auditor = 审计员
role-researcher = 研究者
role-judge = 评委
role-entrant = 申报人

## 拒绝

refusal-sign-in-failed = 邮箱与密码不匹配。请检查两者，或重设密码。
refusal-email-invalid = 这不像是电子邮箱地址。
refusal-email-taken = 该邮箱已有账户。
refusal-one-line-only = 只能填写一行。
refusal-password-too-short = 密码至少需要 { $limit } 个字符。
refusal-password-is-address = 用邮箱作密码太容易被猜到。
refusal-password-wrong = 当前密码不正确。
refusal-password-repeat = 两次输入的密码不一致。
refusal-token-ended = 该时刻已过：令牌将无法使用。
refusal-too-many-tokens = 您已有 { $limit } 个令牌，请先撤销一个。
refusal-last-administrator = 这是最后一位管理员，请先指定另一位管理员。
refusal-mail-not-failed = 该邮件没有失败，无需重试。
refusal-role-unknown = 没有此角色，或未注明其所需的奖项、届次或评审组。

## 登录

people-password = 密码
people-new-password = 新密码
people-present-password = 当前密码
people-password-again = 再次输入新密码
people-password-help = 至少 10 个字符；由几个词组成的密码便于记忆。
people-forgotten = 忘记密码？
people-forgotten-lead = 请填写账户邮箱，我们会寄出用于设置新密码的链接。
people-send-link = 发送链接
people-reset-asked = 如该邮箱有账户，链接已在发送途中。
people-reset-title = 设置新密码
people-set-password = 设置密码并登录
people-accept-title = 接受邀请
people-accept = 接受并登录
people-link-for = 此链接寄往 { $email }。
people-link-ends = 该链接仅可使用一次，有效期至 { $instant }。
people-welcome = { $name }，欢迎您。
people-signed-out = 您已退出。

## 我的账户

people-language-help = 用于寄给您的邮件，以及您未另行选择语言的页面。
people-change-password = 更改密码
people-password-changed = 密码已更改；您在其他设备上均已退出。
people-tokens = 接口令牌
people-tokens-lead = 程序可凭令牌以您的名义操作。
people-token-made = 请立即复制此令牌：它只显示这一次。
people-token-name = 用途
people-token-name-help = 仅供您自己识别，例如“导出到我们的网站”。
people-token-scope = 可使用的角色
people-token-all-roles = 我的全部角色
people-token-read-only = 只读
people-token-since = 创建于
people-token-used = 最近使用
people-token-create = 创建令牌
people-token-revoked = 令牌已撤销。
people-revoke = 撤销

## 人员与角色

people-installation = 整个系统
people-places = 奖项与届次
people-action = 操作
people-nobody = 这里还没有人担任角色。
people-role-at = { $role }，{ $place }
people-state-invited = 已邀请
people-state-active = 有效
people-invite = 邀请人员
people-invite-lead = 对方将收到带链接的邮件，打开链接后角色方生效。
people-mail-language = 邮件语言
people-send-invitation = 发送邀请
people-invited = 邀请已发往 { $email }。
people-removed = 角色已收回。

## 发件箱

outbox-lead = Kapok 已发送、正在发送或未能发送的全部邮件。
outbox-occasion = 事由
outbox-to = 收件人
outbox-written = 写于
outbox-finished = 发出或搁置于
outbox-due = 下次尝试
outbox-attempts = 尝试次数
outbox-error = 出错原因
outbox-text = 正文
outbox-no-text = 此邮件含有仅供收件人使用一次的链接，正文不在此保存。
outbox-retried = 将立即重试发送该邮件。
outbox-state-waiting = 等待中
outbox-state-running = 发送中
outbox-state-done = 已发送
outbox-state-dead = 失败
outbox-state-withheld = 未发送：演练
outbox-kind-receipt = 回执
outbox-kind-invitation = 邀请
outbox-kind-reset = 新密码
outbox-kind-sign-in = 登录链接
outbox-kind-returned = 退回修改
outbox-kind-announcement = 公布
outbox-kind-reminder = 提醒评委
outbox-kind-reopened = 评分表退回
outbox-kind-written = 组织者的信件
outbox-kind-letter = 信件

refusal-invitation-accepted = 该邀请已被接受，再生成链接没有作用。
people-hand-over = 可转交的链接
people-hand-over-reset = 重设密码的链接
people-handed-title = 给 { $name } 的链接
people-handed-lead = 此链接仅显示这一次，也只能使用一次。请通过您信任的方式（电话、消息或纸条）只交给本人。账本会记录是您生成的。
people-handed-link = 链接
people-handed-password = 此链接并非通过邮件，而是由他人转交给您。如果该地址已有账户，请输入其密码；否则请设置一个密码。
