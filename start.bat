@echo off
rem Double-click: sets up the course once, then opens it in the browser.
setlocal
chcp 65001 >nul
cd /d "%~dp0"
set "PYTHONUTF8=1"
set "PY=.venv\Scripts\python.exe"
set "RECENT=import sys; sys.exit(sys.version_info < (3, 11))"

if exist "%PY%" goto installed
set "BASE=py -3"
%BASE% -c "%RECENT%" >nul 2>nul
if not errorlevel 1 goto make
set "BASE=python"
%BASE% -c "%RECENT%" >nul 2>nul
if errorlevel 1 goto nopython

:make
echo Setting up, about three minutes the first time / 正在准备环境，首次约三分钟 ...
%BASE% -m venv .venv
if errorlevel 1 goto failed
if not exist "%PY%" goto failed

:installed
if not exist ".venv\ready" goto install
fc /b constraints.txt ".venv\ready" >nul 2>nul
if not errorlevel 1 goto open

:install
rem a first time that was broken off may have left Python without pip
"%PY%" -m pip --version >nul 2>nul
if errorlevel 1 "%PY%" -m ensurepip >nul
"%PY%" -m pip install --disable-pip-version-check --editable . --constraint constraints.txt
if errorlevel 1 goto failed
copy /y constraints.txt ".venv\ready" >nul

:open
"%PY%" -m helpers lab %*
if not errorlevel 1 exit /b 0
pause
exit /b 1

:nopython
echo Python 3.11 or newer was not found. Install it with "Add python.exe to PATH" ticked, then double-click again.
echo 没有找到 Python 3.11 或更新版本。请先安装，并勾选 "Add python.exe to PATH"，再双击本文件。
pause
exit /b 1

:failed
echo Something went wrong above. Check the network connection, then double-click again.
echo 上面的步骤出错了。请检查网络后再次双击本文件。
pause
exit /b 1
