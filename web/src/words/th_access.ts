// การเข้าสู่ระบบ และลิงก์ที่แสดงงานเดียว เป็นภาษาไทย (logging in, and links that show one session, in Thai)
// SPDX-License-Identifier: GPL-3.0-or-later
import type { enAccess } from "./en_access"

export const thAccess: typeof enAccess = {
  token: {
    title: "เซิร์ฟเวอร์นี้ต้องใช้โทเคน",
    hint: "ผู้ดูแลเซิร์ฟเวอร์สร้างได้ด้วย “photosieve token create” หรือมีอยู่ในไฟล์โทเคนของเซิร์ฟเวอร์",
    label: "โทเคน",
    use: "ใช้โทเคนนี้",
    wrong: "เซิร์ฟเวอร์นี้ไม่รู้จักโทเคนนี้ หรือโทเคนหมดอายุแล้ว",
    tooOften: "มีโทเคนผิดจากที่นี่มากเกินไป โปรดรอหนึ่งนาที แล้วคัดลอกโทเคนให้ครบ",
  },
  share: {
    open: "แชร์",
    title: "แชร์งานนี้",
    hint: "ผู้ที่มีลิงก์จะเห็นงานนี้และภาพของงานนี้ แต่เปลี่ยนอะไรไม่ได้",
    lasts: "ลิงก์ใช้ได้นาน",
    days: (days) => (days === 7 ? "หนึ่งสัปดาห์" : days === 1 ? "หนึ่งวัน" : `${days} วัน`),
    make: "สร้างลิงก์",
    link: "ลิงก์",
    until: (time, id) => `ใช้ได้ถึง ${time} และแสดงเพียงครั้งนี้ ใช้ “photosieve token revoke ${id}” เพื่อยกเลิกก่อนกำหนด`,
    copy: "คัดลอก",
    copied: "คัดลอกแล้ว",
    close: "ปิด",
    over: "ลิงก์นี้ใช้ไม่ได้แล้ว",
    overHint: "ลิงก์หมดอายุหรือถูกยกเลิก ผู้ที่ส่งลิงก์สร้างใหม่ได้",
    failed: "เปิดลิงก์นี้ไม่ได้",
  },
}
